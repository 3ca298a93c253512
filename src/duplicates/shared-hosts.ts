const FREEMAIL =
  'gmail.com googlemail.com yahoo.com yahoo.co.uk yahoo.fr yahoo.de yahoo.es yahoo.it yahoo.ca yahoo.com.au yahoo.com.br yahoo.co.in yahoo.co.jp ymail.com rocketmail.com hotmail.com hotmail.co.uk hotmail.fr hotmail.de hotmail.it hotmail.es outlook.com outlook.de outlook.fr outlook.es live.com live.co.uk live.fr live.nl msn.com aol.com aim.com icloud.com me.com mac.com protonmail.com proton.me pm.me tutanota.com tuta.io hey.com fastmail.com fastmail.fm zoho.com mail.com email.com usa.com gmx.com gmx.de gmx.net gmx.at gmx.ch web.de t-online.de freenet.de arcor.de mail.ru yandex.ru yandex.com inbox.ru list.ru bk.ru rambler.ru qq.com 163.com 126.com sina.com naver.com daum.net hanmail.net orange.fr wanadoo.fr free.fr sfr.fr laposte.net libero.it virgilio.it tiscali.it alice.it terra.com.br uol.com.br bol.com.br btinternet.com virginmedia.com sky.com talktalk.net ntlworld.com blueyonder.co.uk comcast.net verizon.net att.net sbcglobal.net bellsouth.net cox.net charter.net earthlink.net juno.com optonline.net shaw.ca rogers.com sympatico.ca telus.net bigpond.com bigpond.net.au optusnet.com.au xtra.co.nz telenet.be skynet.be ziggo.nl kpnmail.nl planet.nl home.nl bluewin.ch seznam.cz centrum.cz wp.pl o2.pl onet.pl interia.pl rediffmail.com mailinator.com example.com example.org'

const PLATFORMS =
  'linkedin.com facebook.com fb.com fb.me instagram.com twitter.com x.com youtube.com youtu.be tiktok.com pinterest.com threads.net t.me telegram.me wa.me whatsapp.com reddit.com medium.com substack.com tumblr.com github.com gitlab.com bitbucket.org crunchbase.com angel.co wellfound.com glassdoor.com indeed.com xing.com yelp.com tripadvisor.com trustpilot.com google.com goo.gl g.page g.co maps.apple.com linktr.ee linktree.com bit.ly about.me carrd.co wikipedia.org wikidata.org etsy.com ebay.com amazon.com amazon.co.uk alibaba.com shopify.com squarespace.com wix.com wixsite.com weebly.com webnode.com jimdo.com godaddysites.com wordpress.com blogspot.com blogger.com webflow.io notion.so notion.site typeform.com eventbrite.com meetup.com kickstarter.com patreon.com behance.net dribbble.com vimeo.com soundcloud.com opentable.com doordash.com ubereats.com grubhub.com booking.com airbnb.com expedia.com zillow.com lever.co greenhouse.io workable.com ashbyhq.com bamboohr.com recruitee.com smartrecruiters.com myworkdayjobs.com calendly.com hubspot.com mailchimp.com'

const ROLES =
  'info sales support contact contactus hello hi office admin administrator enquiries enquiry inquiries inquiry help helpdesk service services customerservice customercare care billing accounts accounting invoices invoice finance payments orders order purchasing procurement marketing press media pr news newsletter jobs careers career hr recruiting recruitment team mail email post webmaster postmaster hostmaster abuse noreply no-reply donotreply reception frontdesk desk general main privacy legal security feedback bookings booking reservations events partners partnerships business kontakt bewerbung buchhaltung vertrieb verkauf einkauf contacto ventas administracion contato vendas commercial accueil contatti amministrazione biuro sekretariat shop store web it ops dispatch studio family'

const freemail = new Set(FREEMAIL.split(' '))
const platforms = new Set(PLATFORMS.split(' '))
const roles = new Set(ROLES.split(' '))

/** True for a mail provider's domain, where two people are strangers. */
export const isFreemail = (domain: string): boolean => freemail.has(domain)

/** True for a host many companies have a page on: only the page, never the host, identifies one. */
export const isPlatformHost = (domain: string): boolean => platforms.has(domain)

/** True for a mailbox of a function ("info@", "sales2@"), which several people read. */
export const isRoleMailbox = (local: string): boolean => roles.has(local) || roles.has(local.replace(/[._-]?\d+$/, ''))
