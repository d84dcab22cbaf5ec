// The words of the demo: what tasks are called beyond the templates, what they say, and what people note on them.
// {client} and {subject} stand for the client and for one of the things the client sells.
import type { BlockedReason } from '../../domain/task.ts'

/** Templates' tasks that are about one of the client's subjects. */
export const ABOUT_A_SUBJECT = new Set(
  `content copy, content drafts, content briefs, content publish, seo articles, seo links, seo titles, social plan,
  social graphics, ads ad_copy, ads creatives, ads landing, ads new_ads, email campaigns`.split(/,\s+/),
)

/** What comes up along the way and stands in no template: title, role, hours. */
export const ALONG_THE_WAY: Record<string, [title: string, role: string, hours: number][]> = {
  website: [
    ['Cookie banner and privacy page', 'developer', 4],
    ['Search and 404 page', 'developer', 5],
    ['Team photos: crop and retouch', 'designer', 6],
    ['Landing page for {subject}', 'copywriter', 6],
    ['Load images and fonts faster', 'developer', 5],
    ['Training video for the editors', 'project_manager', 3],
    ['Fix the {subject} page on small screens', 'developer', 2],
    ['Icons for {subject}', 'designer', 4],
  ],
  seo: [
    ['Schema markup for {subject}', 'seo_specialist', 4],
    ['Page for “{subject} near me”', 'copywriter', 5],
    ['Internal links to {subject}', 'seo_specialist', 3],
    ['Redirect chains from the old blog', 'developer', 3],
    ['Core Web Vitals on phones', 'developer', 6],
    ['Competitor check: {subject}', 'seo_specialist', 3],
  ],
  content: [
    ['Interview with {client}’s expert on {subject}', 'copywriter', 4],
    ['Refresh last year’s article on {subject}', 'content_editor', 3],
    ['Picture research: {subject}', 'content_editor', 2],
    ['Checklist to download: {subject}', 'copywriter', 5],
    ['Newsletter teaser for {subject}', 'copywriter', 2],
    ['Infographic: {subject} in numbers', 'designer', 6],
  ],
  social: [
    ['Reel: behind the scenes of {subject}', 'social_media_manager', 5],
    ['Giveaway around {subject}', 'social_media_manager', 4],
    ['Story highlights: new covers', 'designer', 3],
    ['Photo day at {client}', 'social_media_manager', 6],
    ['Reply templates for {subject}', 'copywriter', 2],
    ['Work with a local creator: {subject}', 'account_manager', 4],
  ],
  ads: [
    ['Retargeting audience: {subject}', 'media_buyer', 3],
    ['Call tracking for {subject}', 'media_buyer', 3],
    ['Second landing page for {subject}', 'developer', 8],
    ['Video ad, 15 seconds: {subject}', 'designer', 8],
    ['Negative keywords from last month', 'media_buyer', 2],
    ['Budget proposal for next quarter', 'account_manager', 2],
  ],
  email: [
    ['Segment: bought {subject}', 'email_specialist', 3],
    ['Subject-line test: {subject}', 'email_specialist', 2],
    ['Sign-up form on the {subject} page', 'developer', 3],
    ['Win-back mail after 90 days', 'copywriter', 4],
    ['Dark-mode check of the mail design', 'designer', 3],
  ],
  listings: [
    ['Opening hours for the holidays', 'listings_specialist', 1],
    ['Posts about {subject}', 'listings_specialist', 2],
    ['Questions and answers: {subject}', 'account_manager', 2],
    ['Remove the old phone number', 'listings_specialist', 2],
    ['Photos of the entrance and parking', 'designer', 2],
  ],
  custom: [
    ['Extra feedback round on {subject}', 'project_manager', 3],
    ['Print data for {subject}', 'designer', 4],
    ['Translate into English', 'copywriter', 4],
    ['Accessibility check', 'developer', 3],
    ['Offer from a second supplier', 'account_manager', 2],
  ],
}

/** Tasks that are made of several: the parts, in the order they are done. */
export const PARTS: Record<string, [title: string, role: string, hours: number][]> = {
  'website build': [
    ['Templates and navigation', 'developer', 24],
    ['Pages: {subject}', 'developer', 20],
    ['Contact, locations and legal pages', 'developer', 16],
  ],
  'ads creatives': [
    ['Banner set in six sizes: {subject}', 'designer', 10],
    ['Short video: {subject}', 'designer', 10],
  ],
  'seo fixes': [
    ['Broken links and redirects', 'developer', 8],
    ['Duplicate pages and canonicals', 'seo_specialist', 6],
  ],
}

/** How the work of a role is described. */
export const DESCRIPTIONS: Record<string, string[]> = {
  designer: [
    'Two variants, phone and desktop, in {client}’s colours. Show {subject} first.',
    'Stay within the style guide; file names as in the asset list. Ask before a new font.',
  ],
  developer: [
    'Works without JavaScript, keyboard and screen reader included. Measure before and after.',
    'On the staging site first; the client looks at it there. Note what has to be switched on at launch.',
  ],
  copywriter: [
    'Readers ask about {subject}: answer the question in the first two sentences. {client} uses the formal address.',
    'About 700 words, one call to action, sources at the end. Facts are checked with the client.',
  ],
  seo_specialist: ['Compare with the baseline. List what was changed, page by page, in the project sheet.'],
  strategist: ['One page, readable without a call. Options with what they cost, and our recommendation.'],
  media_buyer: [
    'Within the agreed budget. Name campaigns by our scheme; screenshots of the settings go into the project folder.',
  ],
  account_manager: ['Talk to {client} and write down what was agreed, with names and dates.'],
  project_manager: ['Agenda to everyone two days before; decisions and open points the same day.'],
  social_media_manager: [
    'In the tone of the playbook. Questions about {subject} are answered within four working hours.',
  ],
  email_specialist: ['Test in the five most-used mail programs. Nothing goes out without a second pair of eyes.'],
  listings_specialist: ['Name, address and phone exactly as in the fact sheet. Keep the log-ins in the vault.'],
  content_editor: ['Headings, pictures with alternative texts, links. Check on a phone before it goes live.'],
}

export const DONE_NOTES = [
  'Done, the files are in the project folder.',
  'Approved by the client by mail.',
  'Went faster than planned, the old material could be used.',
  'Took longer: two extra feedback rounds.',
  'Done; one small point goes into the next round.',
]

export const BLOCK_NOTES: Record<BlockedReason, string[]> = {
  waiting_client: [
    'Asked {contact} for the missing texts, reminded once.',
    'The client decides next week who signs this off.',
  ],
  waiting_dependency: ['Needs the result of the step before.', 'Waits for the design, otherwise we do it twice.'],
  waiting_approval: ['Sent for approval, no answer yet.', 'The legal department of {client} looks it over.'],
  waiting_access: ['No admin rights in the client’s account yet.', 'The old agency still holds the log-in.'],
  capacity: ['Nobody free this week: the launch next door comes first.', 'Back when the campaign is out.'],
  other: ['The tool has an outage, ticket is open.', 'The supplier’s delivery is late.'],
}

export const REVIEW_NOTES = [
  'Please look at the second variant first.',
  'Ready for a second pair of eyes.',
  'Open question marked in yellow.',
]
export const REOPEN_REASONS = [
  'The client found two mistakes',
  'Does not work on older phones',
  'A section was forgotten',
]
export const CANCEL_REASONS = ['No longer wanted by the client', 'Covered by another task', 'Moved to next quarter']
export const TIME_NOTES = ['', '', '', 'First draft', 'Corrections', 'Call with the client', 'Tests', 'Second round']
export const TAGS = ['key account', 'new client', 'local', 'international', 'quick win', 'reference', 'with partner']

export const PROJECT_DESCRIPTIONS: Record<string, string> = {
  website:
    'A new website for {client} that sells {subject} better than the old one: strategy, copy, design, build and launch.',
  seo: 'More visitors from search for {subject}: technical basis, content, mentions, and a report every month.',
  content:
    'Articles that answer what {client}’s customers ask, {subject} first. Planned by quarter, delivered by month.',
  social: 'Plan, produce and look after {client}’s channels. Goal: more enquiries about {subject}.',
  ads: 'Paid search and social for {subject}, with landing page and tracking. The budget is reviewed every month.',
  email: 'Regular mails and automatic series for {client}, with {subject} as the first theme.',
  listings: 'Correct and complete entries in maps and directories, so that people looking for {subject} find {client}.',
  custom: 'Agreed individually with {client}: scope, dates and price stand in the offer.',
}
