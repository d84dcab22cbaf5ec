// What each figure is bounded by, found by profiling; printed below the table. To be looked at again when a figure moves.
import type { Operation } from './operations.ts'

export const BOUNDS: Record<Operation, string> = {
  list:
    'The database: counting 10,000 rows in an index (1 to 1.8 ms of its CPU, and several times that while the visibility ' +
    'map is dirty after writes) costs as much as finding, counting the tasks of and writing out the 20 projects. Bare ' +
    'pays the same. On top the product pays the sign-in look-up, a round trip of its own, and naming the tenant in the ' +
    'other: three messages to the kernel where bare sends two.',
  page200: 'The database: 4,000 entries of the index are passed over and 20 rows fetched, in both. Then as above.',
  cursor:
    'No total, so what is left is per request: messages. Each is a system call and a wake-up on both sides; they are ' +
    'about a third of the product’s own CPU. Checking the query, scopes and headers is some 10 %.',
  mine:
    'The database: the membership condition, hashed (2,500 ids) and tried on 10,000 rows to count them. The sign-in and ' +
    'the tenant hardly show beside it.',
  project:
    'Messages: two requests, each with its sign-in look-up. The tasks’ columns (assignees, links, spent time, ready) are ' +
    'five look-ups for each of 20 tasks in both servers.',
  search:
    'The database: the hits are found by the text index as a function whose plan knows nothing of how many there will ' +
    'be, and then looked up one by one and sorted. Bare sees through to the index.',
  create:
    'Messages and waiting: sign-in, a round trip that begins and takes the locks, one that writes and reads back, one for ' +
    'the activity and COMMIT. The insert itself (five indexes, the search vector) is the dearest statement of both. ' +
    'COMMIT waits for the disk and is shared by all that wait.',
  move: 'As in creating. The reply shows the whole task with its history, which is the dearest statement.',
}
