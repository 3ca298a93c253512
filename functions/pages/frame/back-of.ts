/** Where a form leads back to: only paths of this site, so that no form can send anybody elsewhere. */
export const backOf = (value: unknown): string =>
  typeof value === 'string' && /^\/(?![/\\])/.test(value) ? value : '/'
