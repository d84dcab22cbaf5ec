// The templates a new agency begins with, one for each type of project: plain data, to be changed to taste.
import type { NewTemplate, NewTemplateTask } from './template.ts'

type More = Partial<NewTemplateTask>

const waitsFor = (keys: string[]): More => ({ dependsOn: keys.map((key) => ({ key })) })

/** Read across: key, title, stage, first working day, working days it takes, hours of work, role, what it waits for. */
function task(
  key: string,
  title: string,
  stage: string,
  offsetDays: number,
  durationDays: number,
  hours: number,
  role: string,
  after: string[] = [],
  more: More = {},
): NewTemplateTask {
  return { key, title, stage, offsetDays, durationDays, estimateMinutes: hours * 60, role, ...waitsFor(after), ...more }
}

const milestone = (
  key: string,
  title: string,
  stage: string,
  offsetDays: number,
  after: string[],
): NewTemplateTask => ({
  key,
  title,
  stage,
  offsetDays,
  kind: 'milestone',
  ...waitsFor(after),
})

/** Comes back every month or week of a retainer, and closes no project. */
const monthly = (day: number): More => ({ recurrence: `FREQ=MONTHLY;BYMONTHDAY=${day}`, required: false })
const weekly = (day: string): More => ({ recurrence: `FREQ=WEEKLY;BYDAY=${day}`, required: false })
const client: More = { description: 'Waits for the client: name what is needed, by when, and who was asked.' }

const template = (
  type: string,
  name: string,
  engagement: 'retainer' | 'one_off',
  tasks: NewTemplateTask[],
): NewTemplate => ({
  id: `${type}-standard`,
  name,
  type,
  isDefault: true,
  engagement,
  stages: [...new Set(tasks.flatMap(({ stage }) => stage ?? []))],
  tasks,
})

const website = template('website', 'Website build', 'one_off', [
  task('kickoff', 'Kick-off call with the client', 'onboarding', 0, 1, 2, 'project_manager'),
  task('access', 'Collect domain, hosting and analytics access', 'onboarding', 0, 3, 1, 'account_manager', [], client),
  task('brand_assets', 'Collect logo, fonts and photos', 'onboarding', 1, 5, 1, 'account_manager', ['kickoff'], client),
  task('sitemap', 'Sitemap and page goals', 'planning', 2, 2, 6, 'strategist', ['kickoff']),
  task('wireframes', 'Wireframes of the main pages', 'planning', 4, 3, 12, 'designer', ['sitemap'], {
    skills: ['wireframing'],
  }),
  task('copy', 'Page copy', 'content', 4, 8, 24, 'copywriter', ['sitemap'], { skills: ['copywriting'] }),
  task('design', 'Visual design', 'design', 7, 6, 32, 'designer', ['wireframes', 'brand_assets'], {
    skills: ['visual design'],
  }),
  milestone('design_approved', 'Design approved by the client', 'design', 13, ['design']),
  task('build', 'Build templates and pages', 'build', 14, 10, 60, 'developer', ['design_approved', 'access'], {
    skills: ['frontend'],
  }),
  task('content_entry', 'Enter copy and images', 'build', 22, 3, 12, 'content_editor', ['copy', 'build']),
  task('forms', 'Contact forms and tracking', 'build', 22, 2, 6, 'developer', ['build'], { skills: ['analytics'] }),
  task('redirects', 'Redirect map from the old site', 'build', 20, 2, 4, 'seo_specialist', ['sitemap'], {
    skills: ['technical seo'],
  }),
  task('testing', 'Test on devices, speed and accessibility', 'launch', 25, 3, 10, 'developer', [
    'content_entry',
    'forms',
  ]),
  task('client_review', 'Client review and corrections', 'launch', 28, 4, 8, 'project_manager', ['testing'], client),
  task('launch', 'Go live', 'launch', 32, 1, 4, 'developer', ['client_review', 'redirects'], { priority: 'high' }),
  milestone('handover', 'Handed over with training', 'launch', 34, ['launch']),
])

const seo = template('seo', 'SEO retainer', 'retainer', [
  task('kickoff', 'Kick-off call: goals, markets, competitors', 'onboarding', 0, 1, 2, 'account_manager'),
  task('access', 'Search Console, analytics and CMS access', 'onboarding', 0, 3, 1, 'seo_specialist', [], client),
  task('audit', 'Technical audit', 'onboarding', 3, 4, 14, 'seo_specialist', ['access'], { skills: ['technical seo'] }),
  task('keywords', 'Keyword research and page map', 'onboarding', 3, 4, 12, 'seo_specialist', ['kickoff'], {
    skills: ['keyword research'],
  }),
  task('baseline', 'Record rankings and traffic as the baseline', 'onboarding', 4, 1, 2, 'seo_specialist', ['access']),
  milestone('roadmap', 'Roadmap agreed with the client', 'onboarding', 8, ['audit', 'keywords']),
  task('fixes', 'Fix the audit’s critical findings', 'foundation', 9, 8, 20, 'developer', ['roadmap'], {
    priority: 'high',
  }),
  task('titles', 'Titles, descriptions and headings of key pages', 'foundation', 9, 5, 10, 'seo_specialist', [
    'roadmap',
  ]),
  task('articles', 'Two articles from the map', 'monthly', 15, 8, 16, 'copywriter', ['roadmap'], monthly(3)),
  task('links', 'Outreach and mentions', 'monthly', 15, 10, 10, 'seo_specialist', ['roadmap'], monthly(5)),
  task('health', 'Crawl and fix what broke', 'monthly', 20, 2, 4, 'seo_specialist', ['fixes'], monthly(15)),
  task('report', 'Monthly report and call', 'monthly', 22, 2, 4, 'account_manager', ['baseline'], monthly(1)),
])

const content = template('content', 'Content retainer', 'retainer', [
  task('kickoff', 'Kick-off call: audience, voice, subjects', 'onboarding', 0, 1, 2, 'project_manager'),
  task('voice', 'Voice and style guide', 'onboarding', 1, 4, 8, 'copywriter', ['kickoff'], { skills: ['brand voice'] }),
  task('inventory', 'Inventory of what is published', 'onboarding', 1, 3, 6, 'content_editor', ['kickoff']),
  milestone('voice_approved', 'Style guide approved', 'onboarding', 6, ['voice']),
  task('calendar', 'Editorial calendar for the quarter', 'planning', 6, 3, 8, 'strategist', [
    'inventory',
    'voice_approved',
  ]),
  task('briefs', 'Briefs for next month', 'monthly', 9, 2, 4, 'strategist', ['calendar'], monthly(1)),
  task('drafts', 'Write four articles', 'monthly', 11, 8, 32, 'copywriter', ['briefs'], {
    ...monthly(4),
    skills: ['copywriting'],
  }),
  task('approval', 'Client approves the drafts', 'monthly', 19, 4, 1, 'account_manager', ['drafts'], {
    ...monthly(16),
    ...client,
  }),
  task('publish', 'Publish and announce', 'monthly', 23, 2, 4, 'content_editor', ['approval'], monthly(22)),
  task('report', 'What was read, and what follows from it', 'monthly', 25, 1, 3, 'strategist', [], monthly(1)),
])

const social = template('social', 'Social media retainer', 'retainer', [
  task('kickoff', 'Kick-off call: channels, tone, no-gos', 'onboarding', 0, 1, 2, 'account_manager'),
  task('access', 'Access to the channels', 'onboarding', 0, 3, 1, 'social_editor', [], client),
  task('profiles', 'Tidy up profiles and pinned posts', 'onboarding', 3, 2, 5, 'social_editor', ['access']),
  task('playbook', 'Playbook: pillars, formats, reply rules', 'onboarding', 2, 4, 10, 'strategist', ['kickoff']),
  milestone('playbook_approved', 'Playbook approved', 'onboarding', 7, ['playbook']),
  task('plan', 'Post plan for next month', 'monthly', 8, 3, 8, 'social_editor', ['playbook_approved'], monthly(20)),
  task('graphics', 'Graphics and short videos', 'monthly', 11, 5, 20, 'designer', ['plan'], {
    ...monthly(23),
    skills: ['motion'],
  }),
  task('community', 'Answer comments and messages', 'weekly', 8, 5, 5, 'social_editor', ['profiles'], weekly('MO')),
  task('report', 'Monthly report and call', 'monthly', 22, 2, 3, 'account_manager', [], monthly(2)),
])

const ads = template('ads', 'Advertising retainer', 'retainer', [
  task('kickoff', 'Kick-off call: goals, budget, offer', 'onboarding', 0, 1, 2, 'account_manager'),
  task('access', 'Ad account, billing and tag manager access', 'onboarding', 0, 3, 1, 'media_buyer', [], client),
  task('tracking', 'Conversion tracking set up and tested', 'onboarding', 3, 3, 8, 'media_buyer', ['access'], {
    skills: ['analytics'],
  }),
  task('research', 'Audience and competitor research', 'planning', 1, 3, 8, 'strategist', ['kickoff']),
  task('structure', 'Campaign structure and budgets', 'planning', 4, 2, 6, 'media_buyer', ['research'], {
    skills: ['google ads'],
  }),
  task('ad_copy', 'Ad copy', 'production', 5, 3, 8, 'copywriter', ['research']),
  task('creatives', 'Banners and videos', 'production', 5, 5, 20, 'designer', ['research'], {
    skills: ['visual design'],
  }),
  task('landing', 'Landing page', 'production', 5, 6, 20, 'developer', ['research']),
  milestone('approved', 'Ads approved by the client', 'production', 11, ['ad_copy', 'creatives', 'landing']),
  task('launch', 'Launch the campaigns', 'running', 12, 1, 4, 'media_buyer', ['approved', 'tracking', 'structure'], {
    priority: 'high',
  }),
  task('optimise', 'Bids, search terms and budgets', 'running', 15, 2, 4, 'media_buyer', ['launch'], weekly('TU')),
  task('new_ads', 'New ads against the weakest', 'running', 25, 4, 10, 'designer', ['launch'], monthly(10)),
  task('report', 'Monthly report and call', 'running', 30, 2, 4, 'account_manager', ['launch'], monthly(3)),
])

const email = template('email', 'E-mail marketing retainer', 'retainer', [
  task('kickoff', 'Kick-off call: list, offers, calendar', 'onboarding', 0, 1, 2, 'account_manager'),
  task('access', 'Access to the mailing tool and shop', 'onboarding', 0, 3, 1, 'email_specialist', [], client),
  task('sender', 'Authenticate the sender domain', 'onboarding', 3, 2, 3, 'developer', ['access'], {
    skills: ['deliverability'],
  }),
  task('list', 'Clean the list and check consent', 'onboarding', 3, 3, 6, 'email_specialist', ['access'], {
    priority: 'high',
  }),
  task('design', 'Mail design', 'foundation', 2, 5, 12, 'designer', ['kickoff']),
  task('welcome', 'Welcome series', 'foundation', 7, 5, 14, 'copywriter', ['design', 'list']),
  task('cart', 'Series for abandoned carts', 'foundation', 7, 4, 10, 'email_specialist', ['design', 'sender'], {
    required: false,
  }),
  milestone('running', 'Automations are running', 'foundation', 12, ['welcome', 'sender']),
  task('campaigns', 'Two campaigns, written and sent', 'monthly', 13, 8, 18, 'copywriter', ['running'], monthly(4)),
  task('report', 'Monthly report, next tests', 'monthly', 22, 2, 3, 'email_specialist', ['running'], monthly(1)),
])

const listings = template('listings', 'Local listings set-up', 'one_off', [
  task('facts', 'Name, address and hours of each place', 'onboarding', 0, 3, 2, 'account_manager', [], client),
  task('claim', 'Claim the profiles and verify', 'onboarding', 3, 8, 4, 'listings_specialist', ['facts'], client),
  task('audit', 'Find wrong and double entries', 'clean-up', 1, 3, 6, 'listings_specialist', ['facts']),
  task('photos', 'Choose and edit photos', 'clean-up', 3, 3, 5, 'designer', ['facts']),
  task('profiles', 'Complete the main profiles', 'clean-up', 11, 3, 8, 'listings_specialist', ['claim', 'photos']),
  task('directories', 'Bring the directories in line', 'clean-up', 11, 6, 10, 'listings_specialist', [
    'audit',
    'claim',
  ]),
  task('reviews', 'Answer open reviews and set the reply rules', 'clean-up', 14, 2, 4, 'account_manager', ['profiles']),
  milestone('done', 'Handed over with a before-and-after report', 'hand-over', 18, [
    'profiles',
    'directories',
    'reviews',
  ]),
])

export const DEFAULT_TEMPLATES: readonly NewTemplate[] = [website, seo, content, social, ads, email, listings]
