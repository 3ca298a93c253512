import { isTrackingParameter } from './tracking-parameters.ts'

/** The address without parameters that only say where a visitor came from; what is no address stays as it is. */
export const plainAddress = (address: string): string => {
  if (!URL.canParse(address)) return address
  const url = new URL(address)
  const tracking = [...url.searchParams.keys()].filter(isTrackingParameter)
  if (tracking.length === 0) return address
  for (const name of tracking) url.searchParams.delete(name)
  return url.href
}
