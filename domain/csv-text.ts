// Tables for spreadsheets (RFC 4180), of whatever is shown or exported.

export type CsvValue = string | number | null | undefined

// oxlint-disable-next-line no-control-regex -- some spreadsheets skip NUL
const FORMULA = /^[=+\-@\t\r\u0000]/

/** A text that a spreadsheet would take for a formula is kept from being one. */
function cell(value: CsvValue): string {
  if (value === null || value === undefined) return ''
  const text = typeof value === 'string' && FORMULA.test(value) ? `'${value}` : String(value)
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

export const csvOf = (rows: readonly (readonly CsvValue[])[]): string =>
  [...rows.map((row) => row.map(cell).join(',')), ''].join('\r\n')

/** Spreadsheets read UTF-8 by its mark. */
export const UTF8_MARK = '\uFEFF'
