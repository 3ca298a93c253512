/** An address that may be a link: http or https, nothing that runs. Undefined for all else. */
export function safeHref(address: string | null | undefined): string | undefined {
  const url = address ? URL.parse(address) : null
  return url && (url.protocol === 'https:' || url.protocol === 'http:') ? url.href : undefined
}
