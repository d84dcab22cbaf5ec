// Money is counted in its currency's smallest unit; in words it is written in the largest.

/** How many digits of the smallest unit stand behind the point. */
export const digitsOf = (currency: string): number =>
  new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2

/** With the currency's sign, as the language writes it. */
export const moneyIn = (minor: number, currency: string, locale = 'en'): string =>
  new Intl.NumberFormat(locale, { style: 'currency', currency }).format(minor / 10 ** digitsOf(currency))
