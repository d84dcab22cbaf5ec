// What each figure is bounded by, found by profiling; printed below the table. To be looked at again when a figure moves.
import type { Operation } from './operations.ts'
import type { BESIDE } from './report-lines.ts'

export const BOUNDS: Record<Operation | 'log' | 'hot' | 'batch' | 'large' | keyof typeof BESIDE, string> = {
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
    'The database: the text index is asked within a function, which hands its rows over whole; then both sort and count ' +
    'keys and look the page up.',
  schedule:
    'The product reads and plans the whole network again to say what does not fit (a sixth of its own CPU, most of which ' +
    'is filling the calendars of those who do the tasks), and asks in three round trips, where the first decides of what ' +
    'the others ask; those messages are a quarter of its own CPU. Bare plans nothing: the data has no broken link, no ' +
    'missed deadline and no day that holds too much, so both give no conflict. It also takes for granted that everybody ' +
    'works Monday to Friday and has no days off. The tasks’ columns are the dearest statement of both.',
  create:
    'Two messages, where bare has one: the first takes the locks and reads what decides the dates, the second writes, reads ' +
    'the reply and commits. Some 0.6 ms of the database’s CPU go into what bare does not do: naming the tenant, holding the ' +
    'project and the calendar, finding when the last of the other tasks ends, the scope, confirming who asks. The rest is ' +
    'in both: the insert (five indexes, the search vector) is the dearest write, the reply the dearest read. Of the ' +
    'product’s own CPU a sixth is collecting garbage, and nothing else stands out: messages, composing statements, the framework, the ' +
    'log; planning is a twenty-fifth. It plans the task without the others, as bare works out its dates in the insert, ' +
    'which holds for a task that nothing is tied to and that ends before the last one; for any other the product reads ' +
    'and plans the whole network. In both servers no other task of the project is written. COMMIT waits for the disk and is ' +
    'shared by all that wait.',
  move:
    'Two messages, as in creating, without a plan: nothing waits for a task that goes from work to review and back. The reply ' +
    'shows the whole task with its history, which is the dearest statement.',
  log:
    'Rounds more than entries: one costs the database some 1.2 ms of its CPU however few entries it places (a third is its COMMIT), ' +
    'an entry 0.03 ms, for its row is written anew with five index entries. So rounds are 40 ms apart at least while ' +
    'something comes. Sealing 600 entries takes 3.5 ms of the database’s CPU and 11 ms of the product’s own, each second.',
  hot:
    'One connection: the question’s round trip to the database and back, which is most of what one waits for. Many: ' +
    'the framework, the log line, the figures and the socket, some 0.1 ms of the product’s own CPU; the question, ' +
    'shared by all that wait, hardly shows. Health is held against a statement that reads three of its facts by key ' +
    'and computes nothing, 0.1 ms of the database’s CPU: less than a question and a framework cost together. There is ' +
    'no bare measure yet of all that health is made of.',
  plan:
    'Memory more than arithmetic: making a node for each task and link is a quarter, the backward pass as much, writing out ' +
    'what was planned a fifth, the forward pass a sixth. Collecting garbage is a tenth and most of what lies between the ' +
    'fastest run and the median. The first run fills the calendars besides.',
  bookings:
    'Turns: all want the same project and the same person, so what counts is how long one holds them: from the round trip ' +
    'that locks and reads, over the one that writes the booking with its days and shows it, to the one with the activity ' +
    'and COMMIT; bare holds a day for the one statement that adds to it. Neither commits for two at once, since the next ' +
    'waits for the COMMIT before it. Of the product’s own CPU four tenths are writing to sockets.',
  large:
    'How far a list is looked through, which ends at 10,000 rows at either size: where something is asked of each of them, that is nearly ' +
    'all of the time, and where nothing is, counting them in an index. What the large size adds is one more level of each index and pages that ' +
    'the database finds outside of its own memory. A search asks its index week by week, the newest first: a common word is found in ' +
    'the first weeks, a rare one asks all the weeks there are, at some 20 µs each.',
  batch:
    'The rows themselves: what is read, decided, written and told together costs each thing little more than its row with ' +
    'its indexes, its entry of the log and its part of the reply. Where a project is cancelled, moved or deleted, its twenty ' +
    'tasks with their histories, bookings and dates are most of the work, one by one and together alike.',
}
