// JSON that the database has already written: passed through as text, typed by what it says.

declare const said: unique symbol
/** The text of a JSON value of type T. */
export type JsonText<T> = { readonly text: string; readonly [said]?: T }

export const jsonText = <T>(text: string): JsonText<T> => ({ text })
export const parsed = <T>(json: JsonText<T>): T => JSON.parse(json.text) as T
export const isJsonText = (value: unknown): value is JsonText<unknown> =>
  typeof value === 'object' && value !== null && 'text' in value && Object.keys(value).length === 1
