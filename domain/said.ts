// A sentence of ours that can be said in other languages: its English text with gaps, and what fills them.

export interface Said {
  /** English, with {0}, {1} … where the values stand; the key by which catalogues translate it. */
  text: string
  /** Names stay as they are; what is itself said is translated too. */
  values: (string | number | Said)[]
}

/** say`${who} created ${name}`: the English sentence, taken apart so that it can be translated. */
export const say = (texts: TemplateStringsArray, ...values: Said['values']): Said => ({
  text: texts.map((text, place) => (place === 0 ? text : `{${place - 1}}${text}`)).join(''),
  values,
})

export const inEnglish = ({ text, values }: Said): string =>
  text.replaceAll(/\{(\d+)\}/g, (_, place: string) => {
    const value = values[Number(place)] ?? ''
    return typeof value === 'object' ? inEnglish(value) : String(value)
  })

/** As a sentence begins. */
export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
