// Who the demo agencies are: their people, teams and clients, by name. Plain data.
import { account, hiringAt, ids, type CastAgency } from './cast-agency.ts'

const brightline = hiringAt('brightline.example', -299)
const copperleaf = hiringAt('copperleaf.example', -149)

const CLIENT = 'team_client_services'
const DESIGN = 'team_design'
const WEB = 'team_web'
const PERFORMANCE = 'team_performance'
const CONTENT = 'team_content'
/** Monday to Thursday, six hours: what a part-timer works. */
const PART_TIME = [360, 360, 360, 360, 0, 0, 0]

export const BRIGHTLINE: CastAgency = {
  id: 'org_brightline',
  name: 'Brightline Studio',
  timezone: 'Europe/Berlin',
  currency: 'EUR',
  foundedDay: -300,
  // The first is the Project Admin it was founded with.
  people: [
    brightline('Ingrid Solberg', ['project_admin'], CLIENT, [], ['negotiation'], { hiredDay: -300 }),
    brightline(
      'Tom Adeyemi',
      ['project_admin', 'project_manager', 'team_lead'],
      CLIENT,
      ['custom'],
      ['operations', 'workshops'],
    ),
    brightline('Lena Hartmann', ['project_manager'], CLIENT, ['website', 'custom'], ['planning', 'workshops']),
    brightline('Rafael Costa', ['project_manager'], CLIENT, ['seo', 'ads', 'listings'], ['planning', 'analytics']),
    brightline(
      'Sophie Marchand',
      ['project_manager', 'account_manager'],
      CLIENT,
      ['content', 'social', 'email'],
      ['planning', 'negotiation'],
    ),
    brightline('Amira Haddad', ['account_manager'], CLIENT, [], ['negotiation', 'presentation']),
    brightline('Jonas Weber', ['account_manager'], CLIENT, [], ['negotiation', 'reporting']),
    brightline('Yuki Tanaka', ['team_lead'], WEB, ['website', 'custom'], ['frontend', 'backend', 'accessibility'], {
      availabilityFactor: 0.8,
    }),
    brightline('Clara Nilsson', ['team_lead'], DESIGN, ['website', 'ads', 'social'], ['visual design', 'branding'], {
      availabilityFactor: 0.8,
    }),
    brightline(
      'Daniel Okafor',
      ['team_lead'],
      PERFORMANCE,
      ['seo', 'ads'],
      ['google ads', 'analytics', 'technical seo'],
      { availabilityFactor: 0.8 },
    ),
    brightline(
      'Marta Kowalska',
      ['project_manager', 'team_lead'],
      CONTENT,
      ['content', 'social', 'email'],
      ['brand voice', 'content strategy'],
    ),
    brightline(
      'Mia Lindqvist',
      [],
      DESIGN,
      ['website', 'ads', 'social', 'listings'],
      ['visual design', 'wireframing', 'illustration'],
    ),
    brightline('Pavel Novák', [], DESIGN, ['ads', 'social'], ['motion', 'visual design']),
    brightline('Grace Mbeki', [], DESIGN, ['website', 'email'], ['wireframing', 'user research'], { week: PART_TIME }),
    brightline('Finn O’Brien', [], WEB, ['website', 'ads'], ['frontend', 'analytics']),
    brightline('Anika Sharma', [], WEB, ['website', 'email'], ['backend', 'deliverability', 'frontend']),
    brightline('Luca Bianchi', [], WEB, ['website'], ['frontend'], { hiredDay: -4, invited: true }),
    brightline('Hanna Virtanen', [], PERFORMANCE, ['seo'], ['technical seo', 'keyword research']),
    brightline('Omar Farouk', [], PERFORMANCE, ['seo', 'listings'], ['keyword research', 'local search']),
    brightline('Elena Petrova', [], PERFORMANCE, ['ads'], ['google ads', 'paid social']),
    brightline('Noah Fischer', [], PERFORMANCE, ['ads'], ['analytics', 'google ads'], { hiredDay: -110 }),
    brightline('Zoe Laurent', [], CONTENT, ['content', 'website', 'email'], ['copywriting', 'brand voice']),
    brightline('Ben Carter', [], CONTENT, ['content', 'website'], ['copywriting', 'editing'], { week: PART_TIME }),
    brightline('Ayla Demir', [], CONTENT, ['social'], ['community', 'paid social', 'motion']),
    brightline('Viktor Horváth', [], CONTENT, ['email'], ['deliverability', 'automation']),
  ],
  teams: [
    { id: CLIENT, name: 'Client Services', leadId: 'per_tom_adeyemi', services: ['custom'] },
    { id: DESIGN, name: 'Design', leadId: 'per_clara_nilsson', services: ['custom'] },
    { id: WEB, name: 'Web Development', leadId: 'per_yuki_tanaka', services: ['website'] },
    {
      id: PERFORMANCE,
      name: 'Search & Performance',
      leadId: 'per_daniel_okafor',
      services: ['seo', 'ads', 'listings'],
    },
    { id: CONTENT, name: 'Content & Social', leadId: 'per_marta_kowalska', services: ['content', 'social', 'email'] },
  ],
  accounts: [
    account(
      'Harbor Dental',
      ['amira_haddad'],
      ['Katrin Vogel', 'Practice manager'],
      ['implants', 'teeth whitening', 'prophylaxis', 'anxious patients'],
    ),
    account(
      'Harbor Kids Dental',
      [],
      ['Katrin Vogel', 'Practice manager'],
      ['first visit', 'fissure sealing', 'school check-ups'],
      {
        parentAccountId: 'acc_harbor_dental',
      },
    ),
    account(
      'Bluebird Bakery',
      ['amira_haddad'],
      ['Oskar Lehn', 'Owner'],
      ['sourdough', 'wedding cakes', 'breakfast boxes', 'gluten-free bread'],
    ),
    account(
      'Fjellheim Outdoor',
      ['amira_haddad'],
      ['Silje Aas', 'Head of e-commerce'],
      ['winter jackets', 'tents', 'hiking boots', 'repair service'],
      {
        timezone: 'Europe/Oslo',
      },
    ),
    account(
      'Kessler & Partner',
      ['amira_haddad'],
      ['Dr. Ruth Kessler', 'Managing partner'],
      ['employment law', 'tenancy law', 'inheritance', 'company formation'],
    ),
    account(
      'Verde Home',
      ['jonas_weber'],
      ['Paolo Ricci', 'Marketing director'],
      ['oak tables', 'sofas', 'lighting', 'showroom visits'],
    ),
    account(
      'Verde Garden',
      [],
      ['Chiara Ricci', 'Brand manager'],
      ['teak benches', 'raised beds', 'outdoor kitchens'],
      {
        parentAccountId: 'acc_verde_home',
      },
    ),
    account(
      'Lumina Optics',
      ['jonas_weber'],
      ['Frank Obermann', 'CEO'],
      ['varifocals', 'eye tests', 'sports glasses', 'contact lenses'],
    ),
    account(
      'Hotel Alpenhof',
      ['jonas_weber', 'sophie_marchand'],
      ['Maria Gruber', 'Hotel manager'],
      ['ski weekends', 'spa days', 'conference rooms', 'summer hikes'],
      {
        timezone: 'Europe/Vienna',
      },
    ),
    account(
      'CityFlow Bikes',
      ['jonas_weber'],
      ['Lars Brandt', 'Founder'],
      ['cargo bikes', 'company leasing', 'e-bike service', 'test rides'],
    ),
    account(
      'Medira Clinics',
      ['sophie_marchand'],
      ['Prof. Anna Seidel', 'Medical director'],
      ['knee surgery', 'sports medicine', 'second opinions', 'physiotherapy'],
    ),
    account(
      'Rosewood Events',
      ['sophie_marchand'],
      ['Emily Rose', 'Managing director'],
      ['weddings', 'company parties', 'catering', 'garden venue'],
      {
        timezone: 'Europe/London',
      },
    ),
    account(
      'Tektonik Architects',
      ['sophie_marchand'],
      ['Jan de Wit', 'Partner'],
      ['timber houses', 'school buildings', 'renovations'],
      {
        timezone: 'Europe/Amsterdam',
      },
    ),
    account(
      'Happy Paws Pet Supplies',
      ['jonas_weber'],
      ['Nadine Krüger', 'Shop manager'],
      ['dog beds', 'cat food', 'grooming', 'puppy starter kits'],
    ),
  ],
  roles: {
    strategist: ids('marta_kowalska grace_mbeki daniel_okafor'),
    designer: ids('mia_lindqvist mia_lindqvist mia_lindqvist mia_lindqvist pavel_novak grace_mbeki clara_nilsson'),
    developer: ids('finn_obrien finn_obrien anika_sharma anika_sharma yuki_tanaka'),
    copywriter: ids('zoe_laurent zoe_laurent ben_carter'),
    content_editor: ids('ben_carter'),
    seo_specialist: ids('hanna_virtanen hanna_virtanen omar_farouk'),
    media_buyer: ids('elena_petrova noah_fischer noah_fischer'),
    social_media_manager: ids('ayla_demir'),
    email_specialist: ids('viktor_horvath'),
    listings_specialist: ids('omar_farouk'),
  },
}

export const COPPERLEAF: CastAgency = {
  id: 'org_copperleaf',
  name: 'Copperleaf Media',
  timezone: 'Europe/London',
  currency: 'GBP',
  foundedDay: -150,
  people: [
    copperleaf(
      'Oliver Hughes',
      ['project_admin'],
      'team_studio',
      ['website', 'seo', 'content'],
      ['planning', 'frontend'],
      { hiredDay: -150 },
    ),
    copperleaf(
      'Priya Nair',
      ['project_manager', 'account_manager'],
      'team_studio',
      ['seo', 'content'],
      ['copywriting', 'keyword research'],
    ),
    copperleaf('Sam Doyle', [], 'team_studio', ['website', 'ads'], ['visual design', 'frontend'], { hiredDay: -120 }),
  ],
  teams: [{ id: 'team_studio', name: 'Studio', leadId: 'per_oliver_hughes', services: ['website', 'seo', 'content'] }],
  accounts: [
    account('Thistle Tea', ['priya_nair'], ['Fiona Reid', 'Owner'], ['loose-leaf tea', 'gift boxes', 'tastings']),
    account('Marlow Cycles', ['priya_nair'], ['Greg Marlow', 'Owner'], ['bike fitting', 'gravel bikes', 'servicing']),
  ],
  roles: {
    designer: ids('sam_doyle'),
    developer: ids('sam_doyle oliver_hughes'),
    copywriter: ids('priya_nair'),
    seo_specialist: ids('priya_nair'),
  },
}
