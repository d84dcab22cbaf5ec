// Tasks that stand in no template: those of a project of no standard type, and what every new website has besides. Plain data.
import { templateTask, type TemplateTask } from '../../domain/template.ts'

const steps: [
  key: string,
  title: string,
  stage: string,
  offsetDays: number,
  days: number,
  hours: number,
  role: string,
  after: string[],
][] = [
  ['briefing', 'Briefing workshop', 'onboarding', 0, 1, 4, 'project_manager', []],
  ['scope', 'Scope, dates and price in writing', 'onboarding', 1, 2, 3, 'account_manager', ['briefing']],
  ['research', 'Research and examples', 'concept', 2, 4, 10, 'strategist', ['briefing']],
  ['concept', 'Concept in two directions', 'concept', 6, 4, 16, 'designer', ['research', 'scope']],
  ['first', 'First version: {subject}', 'production', 11, 6, 28, 'designer', ['approved']],
  ['words', 'Texts', 'production', 11, 4, 10, 'copywriter', ['approved']],
  ['feedback', 'Feedback round with the client', 'production', 17, 3, 3, 'account_manager', ['first', 'words']],
  ['final', 'Final version', 'delivery', 20, 4, 14, 'developer', ['feedback']],
]

export const CUSTOM_SKELETON: TemplateTask[] = [
  ...steps.map(([key, title, stage, offsetDays, durationDays, hours, role, after]) =>
    templateTask({
      key,
      title,
      stage,
      offsetDays,
      durationDays,
      estimateMinutes: hours * 60,
      role,
      dependsOn: after.map((before) => ({ key: before })),
    }),
  ),
  templateTask({
    key: 'approved',
    title: 'Direction approved',
    stage: 'concept',
    offsetDays: 10,
    kind: 'milestone',
    dependsOn: [{ key: 'concept' }],
  }),
  templateTask({
    key: 'delivered',
    title: 'Delivered and accepted',
    stage: 'delivery',
    offsetDays: 25,
    kind: 'milestone',
    dependsOn: [{ key: 'final' }],
  }),
]

/** Ends when the launch begins: start-to-finish, the rarest of the four links. */
export const OLD_SITE: TemplateTask = templateTask({
  key: 'old_site',
  title: 'Keep the old site running until the launch',
  stage: 'launch',
  offsetDays: 1,
  durationDays: 32,
  estimateMinutes: 180,
  role: 'developer',
  required: false,
  dependsOn: [{ key: 'launch', type: 'SF' }],
})

/** Links that are more than one after the other: what may overlap, what has to wait longer, what ends when another begins. */
export const LINKS: Record<string, Partial<TemplateTask['dependsOn'][number]>> = {
  'website content_entry build': { type: 'SS', lagDays: 3 },
  'website copy sitemap': { lagDays: 1 },
  'website redirects sitemap': { type: 'SS', lagDays: 5 },
  'website forms build': { type: 'FF' },
  'seo titles roadmap': { lagDays: -1 },
  'seo baseline access': { type: 'FF', lagDays: 1 },
  'content calendar inventory': { type: 'FF' },
  'social profiles access': { lagDays: 1 },
  'ads creatives research': { type: 'SS', lagDays: 2 },
  'ads structure research': { type: 'FF', lagDays: 1 },
  'email list access': { type: 'SS', lagDays: 1 },
  'listings directories audit': { type: 'FF', lagDays: 2 },
}
