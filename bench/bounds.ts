// What each figure is bounded by, found by profiling; printed below the table. To be looked at again when a figure moves.
import type { Operation } from './operations.ts'

export const BOUNDS: Record<Operation, string> = {
  list:
    'The database: counting 10,000 rows in an index (1 to 1.8 ms of its CPU, and several times that while the visibility ' +
    'map is dirty after writes) costs as much as finding, counting the tasks of and writing out the 20 projects. Bare ' +
    'pays the same. On top the product pays planning (0.7 ms: a parameter in LIMIT keeps the plan from being kept), the ' +
    'sign-in look-up on a connection of its own, and BEGIN, set_config, COMMIT: six messages where bare sends one.',
  page200:
    'The database: 4,000 rows are read to be skipped. Bare skips them in the index and fetches 20; the product fetches ' +
    'all 4,000 whole.',
  cursor:
    'No total, so what is left is per request: five messages to the database where bare sends one. Each is a system call ' +
    'and a wake-up on both sides; they are a third of the product’s own CPU.',
  mine:
    'The database: the membership condition, hashed twice (2,500 ids) and tried on 10,000 rows to count them. The sign-in ' +
    'and the transaction hardly show beside it.',
  project:
    'Messages: two requests, twelve statements, against two. The tasks’ columns (assignees, links, spent time, ready) are ' +
    'five look-ups for each of 20 tasks in both servers.',
  search:
    'The database: the search runs once for the page and once for the total, as a function whose plan knows nothing of ' +
    'its hits, and is joined to all 10,000 projects each time. Bare searches once.',
  create:
    'Messages and waiting: sign-in, a batch that takes the locks, one that writes and reads back, one for the activity, ' +
    'COMMIT: five round trips against one. The insert itself (five indexes, the search vector) is the dearest statement ' +
    'of both. COMMIT waits for the disk and is shared by all that wait.',
  move:
    'As in creating; besides, the whole task with its history is read twice, before and after, and the project’s progress ' +
    'is worked out although a move from in progress to review can not change it.',
}
