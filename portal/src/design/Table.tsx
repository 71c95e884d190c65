import { useEffect, useRef, useState, type ReactNode } from 'react'
import { Button } from './Button'
import { classes } from './classes'
import { Actions } from './Form'
import styles from './Table.module.css'

export interface Column<Row> {
  /** Empty for a column of buttons. */
  header: string
  cell: (row: Row) => ReactNode
  /** Numbers stand at the end. */
  end?: boolean
}

interface TableProps<Row> {
  /** What the rows are, for those who hear the page. */
  caption: string
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  rowKey: (row: Row) => string | number
}

/** Whether it is wider than its place: then it has to take the focus, so that the arrow keys can move it. */
function useOverflow() {
  const frame = useRef<HTMLDivElement>(null)
  const [overflows, setOverflows] = useState(false)
  useEffect(() => {
    const element = frame.current
    if (!element || typeof ResizeObserver === 'undefined') return
    const look = new ResizeObserver(() => setOverflows(element.scrollWidth > element.clientWidth))
    look.observe(element)
    if (element.firstElementChild) look.observe(element.firstElementChild)
    return () => look.disconnect()
  }, [])
  return { frame, overflows }
}

/** Rows of one kind; the first column names the row. On small screens every row becomes a card of name and value. */
export function Table<Row>({ caption, columns, rows, rowKey }: TableProps<Row>) {
  const { frame, overflows } = useOverflow()
  return (
    <div className={styles.scroll} ref={frame} {...(overflows && { role: 'group', 'aria-label': caption, tabIndex: 0 })}>
      <table className={styles.table}>
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) =>
              column.header ? (
                <th className={classes(column.end && styles.end)} key={column.header} scope="col">
                  {column.header}
                </th>
              ) : (
                <td key="actions" />
              ),
            )}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowKey(row)}>
              {columns.map((column, index) =>
                index === 0 ? (
                  <th key={column.header} scope="row">
                    {column.cell(row)}
                  </th>
                ) : (
                  <td className={classes(column.end && styles.end)} data-label={column.header} key={column.header}>
                    {column.cell(row)}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** Under a list that comes in pages. */
export function More({ query }: { query: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown } }) {
  if (!query.hasNextPage) return null
  return (
    <Actions>
      <Button busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
        Show more
      </Button>
    </Actions>
  )
}
