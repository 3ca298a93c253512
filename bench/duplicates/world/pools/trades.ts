import type { Language } from './languages.ts'

/** What stands in a company's name, and its industry. */
export type Trade = [word: string, industry: string]

const trades = (text: string): Trade[] =>
  text
    .trim()
    .split(/;\s*/)
    .map((entry) => {
      const [word = '', industry = ''] = entry.split('|')
      return [word, industry]
    })

export const TRADES: Record<Language, Trade[]> = {
  en: trades(`
    Consulting|Management Consulting; Solutions|IT Services; Technologies|Information Technology;
    Software|Software; Systems|Information Technology; Capital|Financial Services;
    Partners|Professional Services; Construction|Construction; Plumbing|Home Services; Roofing|Construction;
    Electric|Electrical Contractors; Manufacturing|Manufacturing; Logistics|Logistics; Transport|Transportation;
    Dental Care|Healthcare; Family Dentistry|Healthcare; Medical Center|Healthcare; Law Firm|Legal Services;
    Legal Group|Legal Services; Accounting|Accounting; Insurance Agency|Insurance; Insurance Services|Insurance;
    Realty|Real Estate; Properties|Real Estate; Property Management|Real Estate; Marketing|Marketing;
    Media|Media; Design Studio|Design; Foods|Food & Beverage; Bakery|Food & Beverage;
    Brewing Company|Food & Beverage; Coffee|Food & Beverage; Grill|Restaurants; Auto Repair|Automotive;
    Motors|Automotive; Landscaping|Home Services; Cleaning Services|Facilities Services;
    Security Services|Security; Energy|Energy; Solar|Renewable Energy; Engineering|Engineering;
    Architects|Architecture; Pharmaceuticals|Pharmaceuticals; Biosciences|Biotechnology; Labs|Biotechnology;
    Fitness|Health & Wellness; Veterinary Clinic|Veterinary; Travel|Travel; Hotel|Hospitality;
    Financial Advisors|Financial Services; Wealth Management|Financial Services; Staffing|Staffing;
    Industries|Manufacturing; Packaging|Packaging; Steel|Metals; Textiles|Textiles; Supply|Wholesale;
    International|Import & Export; Ventures|Venture Capital; Holdings|Investment; Academy|Education;
    Associates|Professional Services`),
  de: trades(`
    Maschinenbau|Maschinenbau; Bau|Bauwesen; Elektrotechnik|Elektro; Software|Software; Consulting|Beratung;
    Logistik|Logistik; Spedition|Logistik; Metallbau|Metall; Immobilien|Immobilien;
    Versicherungsmakler|Versicherung; Steuerberatung|Steuerberatung; Rechtsanwälte|Rechtsberatung;
    Autohaus|Automotive; Bäckerei|Lebensmittel; Apotheke|Gesundheit; Druckerei|Druck; Verlag|Medien;
    Sanitär Heizung|Handwerk; Dachdeckerei|Handwerk; Holzbau|Handwerk; Medizintechnik|Medizintechnik;
    Werkzeugbau|Maschinenbau; Gebäudereinigung|Dienstleistung; Systemhaus|IT; Hotel|Gastgewerbe; Energie|Energie;
    Kunststofftechnik|Kunststoff`),
  fr: trades(`
    Conseil|Conseil; Services|Services; Bâtiment|BTP; Construction|BTP; Informatique|Informatique;
    Transports|Transport; Logistique|Logistique; Immobilier|Immobilier; Assurances|Assurance; Avocats|Juridique;
    Boulangerie|Alimentation; Menuiserie|Artisanat; Plomberie|Artisanat; Électricité|Artisanat;
    Automobiles|Automobile; Industries|Industrie; Communication|Marketing; Formation|Formation; Pharmacie|Santé;
    Restaurant|Restauration; Ingénierie|Ingénierie; Énergie|Énergie; Traiteur|Alimentation`),
  es: trades(`
    Consultores|Consultoría; Construcciones|Construcción; Transportes|Transporte; Servicios|Servicios;
    Inmobiliaria|Inmobiliaria; Seguros|Seguros; Abogados|Legal; Sistemas|Informática; Soluciones|Informática;
    Alimentación|Alimentación; Distribuciones|Distribución; Instalaciones|Construcción; Talleres|Automoción;
    Asesores|Asesoría; Clínica Dental|Sanidad; Ingeniería|Ingeniería; Hoteles|Hostelería; Viajes|Turismo;
    Energía|Energía; Textiles|Textil; Logística|Logística`),
  it: trades(`
    Costruzioni|Edilizia; Impianti|Impianti; Trasporti|Trasporti; Consulenza|Consulenza; Immobiliare|Immobiliare;
    Assicurazioni|Assicurazioni; Informatica|Informatica; Meccanica|Meccanica; Alimentari|Alimentare;
    Arredamenti|Arredamento; Studio Legale|Legale; Servizi|Servizi; Edilizia|Edilizia; Officine|Meccanica;
    Ristorante|Ristorazione; Tessuti|Tessile; Logistica|Logistica; Energia|Energia; Farmacia|Sanità;
    Viaggi|Turismo`),
  in: trades(`
    Technologies|IT Services; Solutions|IT Services; Infotech|IT Services; Industries|Manufacturing;
    Enterprises|Trading; Exports|Export; Textiles|Textiles; Pharma|Pharmaceuticals; Engineering|Engineering;
    Constructions|Construction; Traders|Trading; Associates|Consulting; Logistics|Logistics; Foods|Food;
    Jewellers|Jewellery; Motors|Automotive; Steels|Metals; Software|Software; Hospital|Healthcare;
    Builders|Real Estate; Consultancy Services|Consulting`),
  nl: trades(`
    Advies|Advies; Bouw|Bouw; Transport|Transport; Installatietechniek|Installatie; Makelaardij|Vastgoed;
    Administratie|Accountancy; Advocaten|Juridisch; Automatisering|IT; Groep|Holding; Techniek|Techniek;
    Logistiek|Logistiek; Verzekeringen|Verzekering; Bakkerij|Voeding; Autobedrijf|Automotive;
    Schoonmaak|Facilitair; Beheer|Holding; Media|Media; Consultancy|Advies`),
  pl: trades(`
    Usługi Budowlane|Budownictwo; Transport|Transport; Consulting|Doradztwo; Systemy|IT;
    Nieruchomości|Nieruchomości; Ubezpieczenia|Ubezpieczenia; Instalacje|Budownictwo; Logistyka|Logistyka;
    Meble|Meblarstwo; Kancelaria Prawna|Prawo; Technologie|IT; Produkcja|Produkcja; Hurtownia|Handel;
    Piekarnia|Żywność; Biuro Rachunkowe|Księgowość; Energia|Energia`),
  ja: trades(`
    Seisakusho|Manufacturing; Kogyo|Manufacturing; Shoji|Trading; Denki|Electronics; Kensetsu|Construction;
    Systems|IT; Shokuhin|Food; Unyu|Transportation; Seiyaku|Pharmaceuticals; Kagaku|Chemicals; Sangyo|Industry;
    Fudosan|Real Estate; Holdings|Holding; Design|Design; Kikai|Machinery`),
  pt: trades(`
    Consultoria|Consultoria; Construtora|Construção; Transportes|Transporte; Serviços|Serviços;
    Imobiliária|Imobiliário; Corretora de Seguros|Seguros; Advogados|Jurídico; Sistemas|Tecnologia;
    Tecnologia|Tecnologia; Alimentos|Alimentos; Comércio|Comércio; Engenharia|Engenharia; Indústria|Indústria;
    Logística|Logística; Clínica|Saúde; Turismo|Turismo; Energia|Energia`),
  sv: trades(`
    Bygg|Bygg; Konsult|Konsult; Fastigheter|Fastigheter; Åkeri|Transport; El|Elinstallation; Teknik|Teknik;
    Redovisning|Redovisning; Data|IT; Verkstad|Industri; Måleri|Hantverk; Media|Media; Industri|Industri`),
}

/** Words as lists of companies shorten them. */
export const ABBREVIATIONS: Record<string, string[]> = {
  International: ['Intl', "Int'l", 'Intl.'],
  Manufacturing: ['Mfg', 'Mfg.'],
  Company: ['Co', 'Co.'],
  Associates: ['Assoc', 'Assoc.'],
  Services: ['Svcs', 'Svc'],
  Technologies: ['Tech', 'Technology'],
  Technology: ['Tech'],
  Brothers: ['Bros', 'Bros.'],
  Center: ['Ctr', 'Centre'],
  University: ['Univ', 'Univ.'],
  Universität: ['Uni', 'Univ.'],
  Department: ['Dept', 'Dept.'],
  Management: ['Mgmt', 'Mgt'],
  Engineering: ['Eng', 'Engg'],
  Group: ['Grp'],
  Industries: ['Ind', 'Ind.', 'Inds'],
  Construction: ['Const', 'Constr.'],
  Consulting: ['Consult'],
  Insurance: ['Ins', 'Ins.'],
  Financial: ['Fin'],
  Properties: ['Props'],
  Property: ['Prop'],
  Logistics: ['Log.'],
  Transport: ['Transp'],
  Pharmaceuticals: ['Pharma'],
  Systems: ['Sys', 'System'],
  Solutions: ['Solution', 'Soln'],
  Construcciones: ['Constr.', 'Const.'],
  Transportes: ['Transp.', 'Tptes'],
  Maschinenbau: ['Masch.bau'],
  Gebrüder: ['Gebr.'],
  Hospital: ['Hosp'],
  Medical: ['Med'],
  Saint: ['St', 'St.'],
  Enterprises: ['Ent', 'Enterprise'],
  Costruzioni: ['Costr.'],
  Laboratories: ['Labs'],
  Partners: ['Ptnrs'],
  Foundation: ['Fdn'],
  Holdings: ['Hldgs', 'Holding'],
}
