// Money: written in whole units of its currency, kept in the smallest.
import { NumberInput, type NumberInputProps } from '@mantine/core'

interface MoneyInputProps extends Omit<NumberInputProps, 'value' | 'onChange'> {
  currency: string
  minor: number | null | undefined
  onMinor: (minor: number | null) => void
}

export function MoneyInput({ currency, minor, onMinor, ...rest }: MoneyInputProps) {
  const digits = digitsOf(currency)
  const factor = 10 ** digits
  return (
    <NumberInput
      {...rest}
      min={0}
      decimalScale={digits}
      thousandSeparator=" "
      value={typeof minor === 'number' ? minor / factor : ''}
      onChange={(units) => onMinor(units === '' ? null : Math.round(Number(units) * factor))}
    />
  )
}

/** Decimals of a currency; two where its code is still being written. */
const digitsOf = (currency: string): number =>
  /^[A-Z]{3}$/.test(currency)
    ? (new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2)
    : 2
