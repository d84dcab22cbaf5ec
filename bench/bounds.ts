// What each figure is bounded by, found by profiling; printed below the table. To be looked at again when a figure moves.
import type { Operation } from './operations.ts'

export const BOUNDS: Record<Operation, string> = {
  list:
    'The database: counting 10,000 rows in an index (1 to 1.8 ms of its CPU, and several times that while the visibility ' +
    'map is dirty after writes) costs as much as finding, counting the tasks of and writing out the 20 projects. Bare ' +
    'pays the same. On top the product confirms who asks and names the tenant, in the same packet (some 0.15 ms of the ' +
    'database’s CPU), and pays its framework (0.4 to 0.8 ms of its own).',
  page200: 'The database: 4,000 entries of the index are passed over and 20 rows fetched, in both. Then as above.',
  cursor:
    'No total, so what is left is per request: messages, in both. Each is a system call and a wake-up on both sides; ' +
    'they are about a third of the product’s own CPU. Composing the statement and checking the query are some 10 %.',
  mine:
    'The database: the membership condition, hashed (2,500 ids) and tried on 10,000 rows to count them. Confirming ' +
    'who asks and naming the tenant hardly show beside it.',
  project:
    'Two requests, each confirming who asks and going through the framework. The tasks’ columns (assignees, links, spent time, ready) are ' +
    'five look-ups for each of 20 tasks in both servers.',
  search:
    'The database: the text index is asked within a function, which hands its rows over whole before they are sorted ' +
    'and counted. Bare sees through to the index and sorts keys.',
  create:
    'Messages and waiting: a round trip that begins and takes the locks, one that writes and reads back, one for the ' +
    'activity, confirming who asks, and COMMIT; bare sends everything at once. The insert itself (five indexes, the search vector) is the dearest statement of both. ' +
    'COMMIT waits for the disk and is shared by all that wait.',
  move: 'As in creating. The reply shows the whole task with its history, which is the dearest statement.',
}
