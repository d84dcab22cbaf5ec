// The projects of the demo agencies: for whom, of what type, since when, and where they stand. Plain data.
import type { ProjectStatus } from '../../domain/project.ts'

export interface CastProject {
  slug: string
  name: string
  accountId: string
  type: string
  status: ProjectStatus
  /** The working day it began, or will begin, counted from today. */
  startDay: number
  managerId: string
  /** The working day on which it was put on hold or cancelled. */
  endDay?: number
  /** Why it is on hold, was cancelled, or was deleted. */
  reason?: string
  priority?: 'low' | 'high' | 'urgent'
  teamId?: string
  /** Only so many of the template's tasks, from its beginning. */
  size?: number
  /** Taken out of every view on this day; not among the sixty. */
  deletedDay?: number
}

function project(
  slug: string,
  name: string,
  account: string,
  type: string,
  status: ProjectStatus,
  startDay: number,
  manager: string,
  more: Partial<CastProject> = {},
): CastProject {
  return { slug, name, accountId: `acc_${account}`, type, status, startDay, managerId: `per_${manager}`, ...more }
}

const LENA = 'lena_hartmann'
const RAFAEL = 'rafael_costa'
const SOPHIE = 'sophie_marchand'
const MARTA = 'marta_kowalska'
const TOM = 'tom_adeyemi'
const HARBOR = 'harbor_dental'
const KIDS = 'harbor_kids_dental'
const BAKERY = 'bluebird_bakery'
const OUTDOOR = 'fjellheim_outdoor'
const LAW = 'kessler_and_partner'
const HOME = 'verde_home'
const GARDEN = 'verde_garden'
const OPTICS = 'lumina_optics'
const HOTEL = 'hotel_alpenhof'
const BIKES = 'cityflow_bikes'
const CLINICS = 'medira_clinics'
const EVENTS = 'rosewood_events'
const ARCHITECTS = 'tektonik_architects'
const PETS = 'happy_paws_pet_supplies'

export const BRIGHTLINE_PROJECTS: CastProject[] = [
  project('harbor_website', 'Harbor Dental: new website', HARBOR, 'website', 'active', -27, LENA, { priority: 'high' }),
  project('kids_website', 'Harbor Kids: website', KIDS, 'website', 'onboarding', -3, LENA),
  project('bakery_website', 'Bluebird: website with order form', BAKERY, 'website', 'completed', -118, LENA),
  project('outdoor_website', 'Fjellheim: shop relaunch', OUTDOOR, 'website', 'active', -33, LENA, {
    priority: 'urgent',
  }),
  project('home_website', 'Verde Home: showroom website', HOME, 'website', 'active', -19, LENA),
  project('garden_website', 'Verde Garden: catalogue website', GARDEN, 'website', 'on_hold', -36, LENA, {
    endDay: -12,
    reason: 'The client waits for the new product photos before anything is built',
  }),
  project('hotel_website', 'Hotel Alpenhof: booking website', HOTEL, 'website', 'completed', -150, LENA),
  project('clinics_website', 'Medira: clinic finder', CLINICS, 'website', 'active', -12, LENA, { priority: 'high' }),
  project('architects_website', 'Tektonik: portfolio website', ARCHITECTS, 'website', 'cancelled', -70, LENA, {
    endDay: -41,
    reason: 'The client merges with another practice and stops all outside work',
  }),
  project('pets_website', 'Happy Paws: web shop', PETS, 'website', 'draft', 12, LENA),

  project('harbor_seo', 'Harbor Dental: local SEO', HARBOR, 'seo', 'active', -148, RAFAEL),
  project('bakery_seo', 'Bluebird: SEO retainer', BAKERY, 'seo', 'active', -64, RAFAEL),
  project('outdoor_seo', 'Fjellheim: international SEO', OUTDOOR, 'seo', 'active', -104, RAFAEL, { priority: 'high' }),
  project('law_seo', 'Kessler: SEO for practice areas', LAW, 'seo', 'active', -82, RAFAEL),
  project('home_seo', 'Verde Home: SEO retainer', HOME, 'seo', 'active', -41, LENA),
  project('hotel_seo', 'Hotel Alpenhof: SEO retainer', HOTEL, 'seo', 'onboarding', -5, RAFAEL),
  project('clinics_seo', 'Medira: SEO retainer', CLINICS, 'seo', 'active', -126, RAFAEL),
  project('events_seo', 'Rosewood: SEO retainer', EVENTS, 'seo', 'completed', -160, RAFAEL),
  project('bikes_seo', 'CityFlow: SEO retainer', BIKES, 'seo', 'on_hold', -74, LENA, {
    endDay: -9,
    reason: 'Budget frozen until the new leasing product is decided',
  }),

  project('outdoor_content', 'Fjellheim: magazine', OUTDOOR, 'content', 'active', -92, MARTA),
  project('law_content', 'Kessler: legal guide articles', LAW, 'content', 'active', -55, MARTA),
  project('home_content', 'Verde Home: living stories', HOME, 'content', 'active', -29, MARTA),
  project('hotel_content', 'Hotel Alpenhof: guest journal', HOTEL, 'content', 'active', -115, SOPHIE),
  project('clinics_content', 'Medira: patient guides', CLINICS, 'content', 'active', -70, SOPHIE, { priority: 'high' }),
  project('architects_content', 'Tektonik: project essays', ARCHITECTS, 'content', 'completed', -140, MARTA),
  project('optics_content', 'Lumina: advice articles', OPTICS, 'content', 'onboarding', -6, MARTA),
  project('pets_content', 'Happy Paws: pet care blog', PETS, 'content', 'draft', 18, SOPHIE),

  project('bakery_social', 'Bluebird: Instagram and reels', BAKERY, 'social', 'active', -85, SOPHIE),
  project('outdoor_social', 'Fjellheim: social channels', OUTDOOR, 'social', 'active', -46, MARTA),
  project('garden_social', 'Verde Garden: season posts', GARDEN, 'social', 'active', -38, SOPHIE),
  project('hotel_social', 'Hotel Alpenhof: social channels', HOTEL, 'social', 'active', -132, SOPHIE),
  project('bikes_social', 'CityFlow: community', BIKES, 'social', 'active', -61, MARTA),
  project('events_social', 'Rosewood: wedding stories', EVENTS, 'social', 'active', -25, SOPHIE),
  project('pets_social', 'Happy Paws: social channels', PETS, 'social', 'cancelled', -98, SOPHIE, {
    endDay: -53,
    reason: 'The client takes the channels in-house',
  }),
  project('kids_social', 'Harbor Kids: family channel', KIDS, 'social', 'onboarding', 6, MARTA),

  project('harbor_ads', 'Harbor Dental: implant campaign', HARBOR, 'ads', 'active', -52, RAFAEL, { priority: 'high' }),
  project('home_ads', 'Verde Home: autumn sale', HOME, 'ads', 'completed', -125, RAFAEL),
  project('garden_ads', 'Verde Garden: spring campaign', GARDEN, 'ads', 'draft', 20, RAFAEL),
  project('optics_ads', 'Lumina: eye-test campaign', OPTICS, 'ads', 'active', -44, RAFAEL),
  project('hotel_ads', 'Hotel Alpenhof: winter campaign', HOTEL, 'ads', 'active', -16, RAFAEL, { priority: 'urgent' }),
  project('bikes_ads', 'CityFlow: leasing leads', BIKES, 'ads', 'active', -78, RAFAEL),
  project('clinics_ads', 'Medira: knee centre campaign', CLINICS, 'ads', 'active', -66, RAFAEL),
  project('events_ads', 'Rosewood: company party season', EVENTS, 'ads', 'onboarding', -4, RAFAEL),
  project('pets_ads', 'Happy Paws: puppy season', PETS, 'ads', 'cancelled', -60, RAFAEL, {
    endDay: -37,
    reason: 'No budget left after the move to a new warehouse',
  }),

  project('bakery_email', 'Bluebird: breakfast-box mails', BAKERY, 'email', 'active', -58, SOPHIE),
  project('outdoor_email', 'Fjellheim: newsletter', OUTDOOR, 'email', 'on_hold', -80, MARTA, {
    endDay: -15,
    reason: 'The shop moves to another mailing tool; we go on when the move is done',
  }),
  project('home_email', 'Verde Home: newsletter and series', HOME, 'email', 'active', -35, SOPHIE),
  project('optics_email', 'Lumina: recall mails', OPTICS, 'email', 'active', -22, MARTA),
  project('events_email', 'Rosewood: guest mails', EVENTS, 'email', 'completed', -135, SOPHIE),
  project('pets_email', 'Happy Paws: birthday mails', PETS, 'email', 'active', -49, SOPHIE, { priority: 'low' }),

  project('kids_listings', 'Harbor Kids: local listings', KIDS, 'listings', 'active', -11, RAFAEL),
  project('optics_listings', 'Lumina: 14 branches on the map', OPTICS, 'listings', 'active', -14, RAFAEL),
  project('clinics_listings', 'Medira: clinic listings', CLINICS, 'listings', 'completed', -95, RAFAEL),
  project('bikes_listings', 'CityFlow: shop listings', BIKES, 'listings', 'onboarding', 4, RAFAEL),
  project('law_listings', 'Kessler: office listings', LAW, 'listings', 'cancelled', -50, RAFAEL, {
    endDay: -39,
    reason: 'The Munich office closes, so the listings are not needed',
  }),

  project('harbor_portal', 'Harbor Dental: patient forms', HARBOR, 'custom', 'active', -21, LENA, {
    teamId: 'team_web',
  }),
  project('events_brand', 'Rosewood: brand refresh', EVENTS, 'custom', 'active', -24, LENA, { teamId: 'team_design' }),
  project('architects_fair', 'Tektonik: trade fair appearance', ARCHITECTS, 'custom', 'active', -17, TOM, {
    priority: 'urgent',
  }),
  project('bikes_survey', 'CityFlow: customer survey', BIKES, 'custom', 'completed', -88, TOM),
  project('optics_app', 'Lumina: appointment app prototype', OPTICS, 'custom', 'draft', 9, LENA, {
    teamId: 'team_web',
  }),

  project('hotel_giftcards', 'Hotel Alpenhof: gift-card mini site', HOTEL, 'custom', 'active', -30, LENA, {
    deletedDay: -6,
    reason: 'Entered twice: it is part of the booking website',
  }),
  project('pets_flyer', 'Happy Paws: flyer', PETS, 'custom', 'onboarding', -15, TOM, {
    deletedDay: -10,
    reason: 'Test entry from the introduction course',
  }),
]

export const COPPERLEAF_PROJECTS: CastProject[] = [
  project(
    'thistle_website',
    'Thistle Tea: concept for a web shop',
    'thistle_tea',
    'website',
    'active',
    -12,
    'oliver_hughes',
    { size: 8 },
  ),
  project('thistle_content', 'Thistle Tea: tea journal', 'thistle_tea', 'content', 'onboarding', -5, 'priya_nair', {
    size: 6,
  }),
  project(
    'marlow_listings',
    'Marlow Cycles: local listings',
    'marlow_cycles',
    'listings',
    'completed',
    -70,
    'priya_nair',
  ),
  project('marlow_seo', 'Marlow Cycles: SEO retainer', 'marlow_cycles', 'seo', 'draft', 10, 'priya_nair', { size: 5 }),
]
