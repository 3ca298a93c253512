import type { World } from '../world.ts'
import type { Source } from './sources.ts'

/** An address of a page as a list has it, with or without what stands around a domain. */
export function writeWebsite({ random }: World, page: string, source: Source, path = ''): string {
  switch (random.chance(0.15) ? random.below(6) : source.websiteStyle) {
    case 0:
      return `https://www.${page}${path || (random.chance(0.4) ? '/' : '')}`
    case 1:
      return `http://${page}${path}`
    case 2:
      return `www.${page}${path}`
    case 3:
      return page + path
    case 4:
      return `https://${page}${path || '/'}`
    default:
      return `http://www.${page}${path || (random.chance(0.05) ? '/index.html' : '')}`
  }
}

/** The address of a profile of a company or of a person, which links to a country's own site now and then. */
export function writeProfile({ random }: World, path: string, country: string): string {
  const land = country === 'GB' ? 'uk' : country.toLowerCase()
  const start = random.pick([
    'https://www.linkedin.com/',
    'linkedin.com/',
    'https://linkedin.com/',
    'www.linkedin.com/',
    'http://www.linkedin.com/',
    `https://${land}.linkedin.com/`,
  ])
  return start + path + (random.chance(0.35) ? '/' : '')
}

/** A mailbox in capitals, or with some, as forms are filled in on telephones. */
export function writeMailbox({ random }: World, mailbox: string): string {
  if (random.chance(0.04)) return mailbox.toUpperCase()
  return random.chance(0.05) ? mailbox.replace(/^[a-z]|\.[a-z]/g, (start) => start.toUpperCase()) : mailbox
}
