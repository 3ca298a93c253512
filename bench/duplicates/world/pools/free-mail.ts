import type { CountryCode } from './countries.ts'
import { words } from './words.ts'

export const FREE_MAIL: Partial<Record<CountryCode, string[]>> & { US: string[] } = {
  US: words(`
    gmail.com gmail.com gmail.com yahoo.com hotmail.com outlook.com aol.com icloud.com comcast.net`),
  DE: words(`gmail.com gmx.de web.de t-online.de gmx.net googlemail.com`),
  FR: words(`gmail.com orange.fr free.fr wanadoo.fr laposte.net hotmail.fr`),
  IT: words(`gmail.com libero.it virgilio.it alice.it`),
  GB: words(`gmail.com hotmail.co.uk btinternet.com yahoo.co.uk outlook.com`),
  PL: words(`gmail.com wp.pl o2.pl onet.pl interia.pl`),
  BR: words(`gmail.com hotmail.com uol.com.br terra.com.br`),
  IN: words(`gmail.com gmail.com rediffmail.com yahoo.co.in`),
  JP: words(`gmail.com yahoo.co.jp docomo.ne.jp`),
  ES: words(`gmail.com hotmail.com telefonica.net yahoo.es`),
  NL: words(`gmail.com hotmail.com ziggo.nl kpnmail.nl xs4all.nl`),
}
