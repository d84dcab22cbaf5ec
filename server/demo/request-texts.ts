// What the demo's clients ask for, and what they are told. {client}, {contact} and {subject} stand for theirs.
import type { REQUEST_TYPES } from '../../domain/request.ts'

export interface RequestText {
  type: (typeof REQUEST_TYPES)[number]
  title: string
  body: string
  /** What they are asked back, and what they say to that. */
  question: string
  reply: string
  /** What they are told in the end, where it is done, and where not. */
  answer: string
  refusal: string
  /** What we say about it among ourselves. */
  inside: string
}

const text = (
  type: RequestText['type'],
  title: string,
  body: string,
  question: string,
  reply: string,
  answer: string,
  refusal: string,
  inside: string,
): RequestText => ({ type, title, body, question, reply, answer, refusal, inside })

export const REQUEST_TEXTS: readonly RequestText[] = [
  text(
    'change',
    'New opening hours on all pages',
    'From the first of next month we open at **8:00** on weekdays. Please change it everywhere.',
    'Gladly. Do the new hours hold for public holidays, too?',
    'No, on public holidays we stay closed.',
    'The new hours are on all pages and in the listings. Thank you for telling us early.',
    'The hours come from your own booking system: change them there, and the pages follow within an hour.',
    'They are in four places. Let us take them from one.',
  ),
  text(
    'content',
    'Photos for {subject}',
    'We had a photographer in. Could you use the new pictures for {subject}? They are in the shared folder.',
    'They are lovely! May we crop them for phones, and whom do we name as photographer?',
    'Yes, crop them. Name: Studio Lindgren.',
    'The new pictures are online, in sizes for phones and for large screens.',
    'The pictures are too small for the header; we keep the old ones until there are larger files.',
    'Ask for the release forms of the people in the pictures.',
  ),
  text(
    'access',
    'Access to the statistics for a new colleague',
    'Our new colleague in marketing should see the numbers. Read access is enough.',
    'Which address does your colleague sign in with?',
    'The one on our team page, with the surname in front.',
    'Your colleague has an invitation in their mail. It is good for seven days.',
    'We give access to named people only, not to a shared mailbox. Tell us a name, and it is done.',
    'Take the former colleague’s access away on the same occasion.',
  ),
  text(
    'question',
    'How many people found us through {subject}?',
    'For our meeting on Thursday: how many visitors came because of {subject} last quarter?',
    'Do you need visitors, or those who then wrote or called?',
    'Both, if that is not too much work.',
    'In short: about a third more than the quarter before. The sheet with all numbers is in your folder.',
    'The numbers of that quarter were not recorded yet; from this month on they are.',
    'Worth a line in the monthly report from now on.',
  ),
  text(
    'issue',
    'The form does not arrive',
    'Two customers told us that they wrote to us through the form and we got nothing.',
    'Do you know roughly when they wrote, and from which address?',
    'Both on Monday around noon. The addresses are with our front desk, I send them to you.',
    'Found it: the mails were held back as spam. They arrive again, and those that were held back are in your inbox.',
    'The form worked, and both messages were delivered: they are in the folder “Enquiries”.',
    'Looks like the mail provider, not like us. Check the sender’s records anyway.',
  ),
  text(
    'billing',
    'Question about the last invoice',
    'The last invoice is higher than the one before. What is the additional position?',
    'Do you mean the position for stock pictures?',
    'Yes, that one.',
    'These were the licences for the pictures that you chose in the workshop. We now name them one by one.',
    'The position is as agreed in the offer of last spring, page 2.',
    'Amira knows the background, she was in the workshop.',
  ),
  text(
    'new_service',
    'Could you also do short videos?',
    'We see more and more short videos about {subject}. Is that something you could do for us?',
    'With pleasure. How many a month do you have in mind, and who would be in front of the camera?',
    'Two or three, and {contact} would be in them.',
    'We have sent you an offer for three videos a month, with a trial month.',
    'We would rather finish what is planned before we begin something new. Let us talk about it in the next quarter.',
    'Good fit. Check with design whether there is room before we promise anything.',
  ),
  text(
    'cancellation',
    'Ending the weekly report',
    'Nobody here reads the weekly report any more. Please stop it; the monthly one is enough.',
    'Shall we stop it at once, or after this month?',
    'At once is fine.',
    'Stopped. The monthly report goes on as before.',
    'The weekly report is part of the agreed monitoring; we send it to fewer people instead.',
    'Look at the whole package at the next check-in: they use less than they pay for.',
  ),
  text(
    'change',
    'Please move {subject} up',
    '{subject} sells best before the holidays. Can it be the first thing people see?',
    'Instead of what is there now, or above it?',
    'Above it, please.',
    'It is the first thing on the page now. We look at the numbers with you in two weeks.',
    'It would push the appointment button out of sight on phones, which cost you enquiries last year.',
    'They asked for the opposite in spring. Offer a test instead.',
  ),
  text(
    'issue',
    'The page is slow on my phone',
    'On the train the page takes ages. In the office it is fine.',
    'Which page is it, and which phone do you use?',
    'The one about {subject}, on a three-year-old phone.',
    'The pictures on that page were far too large. It now loads in a quarter of the time.',
    'We measured it on six phones and three networks: it is within the range we agreed.',
    'Also look at the tracking scripts, there are five of them.',
  ),
]

export const PROMISE = 'Thank you, we do this. You see here when it is done.'
export const WITHDRAWN = 'It has settled itself'
export const REOPENED = 'The client says that it is not solved'
export const SUPERSEDED = 'Dropped together with the work for it'
