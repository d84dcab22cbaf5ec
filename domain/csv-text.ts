// A table for spreadsheets (RFC 4180).

export type CsvValue = string | number | null | undefined

/** A text that a spreadsheet would take for a formula is kept from being one. */
function cell(value: CsvValue): string {
  if (value === null || value === undefined) return ''
  const text = typeof value === 'string' && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value)
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** Each column with its heading and what it holds of a row. */
export const csvText = <T>(columns: readonly (readonly [string, (row: T) => CsvValue])[], rows: readonly T[]): string =>
  [
    columns.map(([heading]) => heading).join(','),
    ...rows.map((row) => columns.map(([, valueOf]) => cell(valueOf(row))).join(',')),
    '',
  ].join('\r\n')
