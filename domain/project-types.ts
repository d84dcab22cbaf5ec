// The types of project that are always there; an organisation may add its own. The page offers them from here.
export const PROJECT_TYPES = ['website', 'seo', 'content', 'social', 'ads', 'email', 'listings', 'custom'] as const
