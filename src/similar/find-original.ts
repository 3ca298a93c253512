import type { FlowTools } from '../agent/flow.ts'
import { type Liveness, liveness } from '../web/liveness.ts'
import { mirroredAddress } from '../web/page-address.ts'
import { siteDomain } from '../web/site-domain.ts'
import { isRead, type Page } from '../web/web.ts'

const TO_ORIGINAL =
  /\b(?:apply|original|(?:company|employer)(?:'s|’s)? (?:web ?)?site|view (?:the )?(?:job|posting|vacancy)|bewerben|stellenanzeige|postuler|ansök|solliciteer|inscribirme|candidati)/iu

export interface Original {
  url: string
  /** Where it says that it is over; nothing where it is open, silent or cannot be read. */
  over?: Liveness
}

/** The address on another site to which a page sends those who want to apply. */
export function originalOf({ finalUrl, links }: Pick<Page, 'finalUrl' | 'links'>): string | undefined {
  const site = siteDomain(mirroredAddress(finalUrl))
  return links.find(({ url, text }) => TO_ORIGINAL.test(text) && siteDomain(mirroredAddress(url)) !== site)?.url
}

/** Looks at the posting a copy was made of: copies outlive it. */
export async function readOriginal(
  page: Page,
  { ctx, web }: Pick<FlowTools, 'ctx' | 'web'>,
): Promise<Original | undefined> {
  const url = originalOf(page)
  if (!url) return undefined
  const original = await web.read(url)
  if (!isRead(original)) return { url }
  const said = liveness(original.text, {
    now: ctx.now,
    ...(original.validThrough && { validThrough: original.validThrough }),
    asked: mirroredAddress(original.url),
    answered: mirroredAddress(original.finalUrl),
  })
  return said.state === 'live' || said.state === 'unknown' ? { url } : { url, over: said }
}
