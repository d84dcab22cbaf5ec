// What the fields of things are called in a sentence: by their names, without their units.

/** dueOn → due, billableMinor → billable. */
export const nameOfField = (field: string): string =>
  field.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`).replace(/ (id|ids|on|days|minutes|minor)$/, '')
