// A composed statement as the text and values that the database takes. Kysely's own compiler reads a tree of any query;
// ours are templates within templates, and every request writes out several.
import type { IdentifierNode, OperationNode, RawBuilder, RawNode, ReferenceNode, TableNode, ValueNode } from 'kysely'

export interface StatementText {
  text: string
  values: unknown[]
}

export function textOf(query: RawBuilder<unknown>): StatementText {
  const values: unknown[] = []
  return { text: write(query.toOperationNode(), values), values }
}

function write(node: OperationNode, values: unknown[]): string {
  const kind: string = node.kind
  switch (kind) {
    case 'RawNode':
      return writeTemplate(node as RawNode, values)
    case 'ValueNode':
      return writeValue(node as ValueNode, values)
    case 'ReferenceNode': {
      const { table, column } = node as ReferenceNode
      return table ? `${write(table, values)}.${write(column, values)}` : write(column, values)
    }
    case 'ColumnNode':
      return write((node as OperationNode & { column: IdentifierNode }).column, values)
    case 'TableNode': {
      const { schema, identifier } = (node as TableNode).table
      return schema ? `${write(schema, values)}.${write(identifier, values)}` : write(identifier, values)
    }
    case 'IdentifierNode':
      return `"${(node as IdentifierNode).name.replaceAll('"', '""')}"`
    default:
      throw new Error(`statements are not composed of a ${kind}`)
  }
}

function writeTemplate({ sqlFragments, parameters }: RawNode, values: unknown[]): string {
  let text = sqlFragments[0] ?? ''
  for (let i = 0; i < parameters.length; i++) {
    const part = parameters[i]
    if (part) text += write(part, values)
    text += sqlFragments[i + 1] ?? ''
  }
  return text
}

function writeValue({ value, immediate }: ValueNode, values: unknown[]): string {
  if (!immediate) return `$${values.push(value)}`
  if (typeof value === 'string') return `'${value.replaceAll("'", "''")}'`
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  throw new Error('literals are strings, numbers and booleans')
}
