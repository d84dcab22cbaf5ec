// How it all looks: one palette of our own, contrast that holds in light and dark (WCAG AA), calm surfaces.
import {
  createTheme,
  defaultVariantColorsResolver,
  type CSSVariablesResolver,
  type MantineColorsTuple,
} from '@mantine/core'

const petrol: MantineColorsTuple = [
  '#e8f5f5',
  '#cfe7e8',
  '#a1d0d2',
  '#6fb6ba',
  '#459ea4',
  '#26878e',
  '#13737b',
  '#0b5c63',
  '#08494f',
  '#05363b',
]
const ink: MantineColorsTuple = [
  '#e6e9ec',
  '#c6ccd3',
  '#a7b0ba',
  '#7f8a97',
  '#4d5762',
  '#333c47',
  '#28303a',
  '#1e252e',
  '#171d25',
  '#10151b',
]

export const theme = createTheme({
  primaryColor: 'petrol',
  primaryShade: { light: 7, dark: 6 },
  autoContrast: true,
  colors: { petrol, dark: ink },
  fontFamily: "'Inter Variable', system-ui, sans-serif",
  fontFamilyMonospace: 'ui-monospace, SFMono-Regular, Menlo, monospace',
  headings: { fontFamily: "'Inter Variable', system-ui, sans-serif", fontWeight: '650' },
  defaultRadius: 'md',
  cursorType: 'pointer',
  focusRing: 'auto',
  respectReducedMotion: true,
  // A dialog's head is no banner of the page.
  components: {
    ModalHeader: { defaultProps: { role: 'none' } },
    DrawerHeader: { defaultProps: { role: 'none' } },
    Tabs: { defaultProps: { color: 'var(--accent)' } },
    Table: { defaultProps: { borderColor: 'var(--line)' } },
  },
  // Mantine's light variants fall short of 4.5:1; these name a ground and a text for both schemes.
  variantColorResolver: (input) => {
    const colors = defaultVariantColorsResolver(input)
    if (input.variant !== 'light') return colors
    const name = input.color ?? input.theme.primaryColor
    return {
      ...colors,
      background: `light-dark(var(--mantine-color-${name}-0), color-mix(in srgb, var(--mantine-color-${name}-7) 28%, var(--surface)))`,
      hover: `light-dark(var(--mantine-color-${name}-1), color-mix(in srgb, var(--mantine-color-${name}-7) 40%, var(--surface)))`,
      color: `light-dark(color-mix(in srgb, var(--mantine-color-${name}-9) 82%, black), var(--mantine-color-${name}-1))`,
    }
  },
})

const LIGHT = {
  '--mantine-color-body': '#f6f6f3',
  '--mantine-color-dimmed': '#59636e',
  '--mantine-color-placeholder': '#66707b',
  '--mantine-color-error': '#b3261e',
  '--mantine-color-anchor': '#0b5c63',
  '--surface': '#ffffff',
  '--surface-sunken': '#efefeb',
  '--line': '#e2e2dc',
  '--text': '#1b2127',
  '--good': '#1c7a4d',
  '--warn': '#9a5b00',
  '--bad': '#b3261e',
  '--good-mark': '#2f9e6b',
  '--warn-mark': '#e09a2b',
  '--bad-mark': '#d64545',
  '--accent': '#0b5c63',
  '--accent-soft': '#dff0f0',
  '--critical': '#c2560a',
}
const DARK = {
  '--mantine-color-body': '#12171d',
  '--mantine-color-text': '#e4e8ec',
  '--mantine-color-dimmed': '#a3adb8',
  '--mantine-color-placeholder': '#98a2ad',
  '--mantine-color-error': '#ff9a91',
  '--mantine-color-anchor': '#7fd0d4',
  '--surface': '#1a2129',
  '--surface-sunken': '#141a21',
  '--line': '#2c353f',
  '--text': '#e4e8ec',
  '--good': '#6fd3a0',
  '--warn': '#f0b95c',
  '--bad': '#ff9a91',
  '--good-mark': '#3fae7c',
  '--warn-mark': '#e0a03f',
  '--bad-mark': '#e5605c',
  '--accent': '#7fd0d4',
  '--accent-soft': '#17383b',
  '--critical': '#ff9d57',
}

export const cssVariables: CSSVariablesResolver = () => ({ variables: {}, light: LIGHT, dark: DARK })
