// The part of the driver that turns JavaScript values into what the wire takes; its own types leave it out.
declare module 'pg/lib/utils.js' {
  export function prepareValue(value: unknown): string | Buffer | null
}
