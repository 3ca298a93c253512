import { safeHref } from './safe-href.ts'

/** An address from the web: a link where it can only be one, text where it could be anything else. */
export const ExternalLink = ({
  address,
  text,
}: {
  address: string | null | undefined
  text?: string | null | undefined
}) => {
  const href = safeHref(address)
  const shown = text || address || ''
  if (!href) return <span class="text">{shown}</span>
  return (
    <a href={href} rel="noopener noreferrer nofollow" target="_blank">
      {shown}
    </a>
  )
}
