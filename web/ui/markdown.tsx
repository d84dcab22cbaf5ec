// A message's Markdown, shown. Whatever it holds stays text: elements are only those named here.
import { Fragment, type ReactNode } from 'react'
import styles from './markdown.module.css'
import { blocksOf, spansOf, type Block, type Span } from './markdown-blocks.ts'

export function Markdown({ text }: { text: string }) {
  return (
    <div className={styles.markdown}>
      {blocksOf(text).map((block, index) => (
        <Fragment key={index}>{shownBlock(block)}</Fragment>
      ))}
    </div>
  )
}

function shownBlock(block: Block): ReactNode {
  switch (block.kind) {
    case 'rule':
      return <hr />
    case 'code':
      return (
        <pre tabIndex={0}>
          <code>{block.text}</code>
        </pre>
      )
    case 'list': {
      const items = block.items.map((item, index) => <li key={index}>{shownLines(item)}</li>)
      return block.ordered ? <ol start={block.start}>{items}</ol> : <ul>{items}</ul>
    }
    case 'quote':
      return <blockquote>{shownLines(block.text)}</blockquote>
    case 'heading':
      // A message has no headings of the page: they would stand in its outline.
      return <p className={styles.heading}>{shownLines(block.text)}</p>
    case 'text':
      return <p>{shownLines(block.text)}</p>
  }
}

const shownLines = (text: string): ReactNode =>
  text.split('\n').map((line, index) => (
    <Fragment key={index}>
      {index > 0 && <br />}
      {spansOf(line).map(shownSpan)}
    </Fragment>
  ))

function shownSpan(span: Span, index: number): ReactNode {
  switch (span.kind) {
    case 'text':
      return <Fragment key={index}>{span.text}</Fragment>
    case 'code':
      return <code key={index}>{span.text}</code>
    case 'strong':
      return <strong key={index}>{span.spans.map(shownSpan)}</strong>
    case 'emphasis':
      return <em key={index}>{span.spans.map(shownSpan)}</em>
    case 'link':
      return (
        <a key={index} href={span.address} target="_blank" rel="noopener noreferrer nofollow">
          {span.spans.map(shownSpan)}
        </a>
      )
  }
}
