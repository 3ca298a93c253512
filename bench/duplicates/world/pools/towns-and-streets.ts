import type { Language } from './languages.ts'
import { words } from './words.ts'

/** How names of small towns begin and end. */
export const TOWNS: Record<Language, [string[], string[]]> = {
  en: [
    words(`
    Spring Oak River Green Maple Cedar Lake Fair Brook Clear Ash Mill George Frank Lin Harri Madi Jackson
    Chester Hunting Kings West North East Glen Stone Wood Bridge Red Eagle`),
    words(`
    field ville ton dale wood port burg mont view_Heights _Falls _Springs _City borough ridge haven ford`),
  ],
  de: [
    words(`
    Bad_Neu Ober Unter Neu Alt Groß Klein Hohen Wald Stein Rosen Linden König Lauter Mühl Erlen Wester Weiden`),
    words(`burg heim hausen stadt dorf bach feld kirchen furt ingen au berg brück`),
  ],
  fr: [
    words(`Saint-Jean- Saint-Pierre- Villeneuve- Beau Mont Châtel Font Roche Clair Bourg- Neuf Belle`),
    words(`sur-Mer sur-Loire les-Bains court mont ville château fort val le-Grand sous-Bois`),
  ],
  es: [
    words(`San_Juan San_Pedro Villanueva Torre Santa_Ana Aldea Fuente Casas Puebla Castro Mira`),
    words(`_del_Río _del_Campo mayor _de_la_Sierra blanca _de_Arriba verde _del_Mar flores`),
  ],
  it: [
    words(`Castel Monte San_Pietro_in Borgo Civita Rocca Villa San_Martino Ponte Torre Colle`),
    words(`franco verde _Valle vecchio nuovo _sul_Po bello forte _Terme ferrato`),
  ],
  in: [
    words(`Ram Krishna Sultan Nara Chandra Vijaya Mira Farid Muza Gopal Raja Udai`),
    words(`pur nagar abad garh patnam wada gaon palli`),
  ],
  nl: [
    words(`Oost West Nieuw Oud Hoog Zand Molen Veen Groen Zuid Noord Wijk`),
    words(`dam hoven wijk dorp burg veen drecht loo meer voort beek`),
  ],
  pl: [
    words(`Nowy_ Stary_ Biała_ Zielona_ Wielki_ Dolny_ Jasna_`),
    words(`Sącz Targ Góra Podlaska Dwór Brzeg Młyn Las Bór`),
  ],
  ja: [
    words(`Kita Minami Naka Nishi Higashi Shin Taka Matsu Toyo Kawa Fuji Haya`),
    words(`yama saki moto gawa hara shima hama machi`),
  ],
  pt: [
    words(`São_José São_João Santa_Rita Nova Campo Ribeirão Boa Monte Serra Porto`),
    words(`_do_Rio _das_Flores _Grande _do_Sul _Alegre _Vista _Novo _Verde`),
  ],
  sv: [words(`Norr Söder Lind Ek Ny Björk Ljung Sund Troll Väster`), words(`köping stad borg by torp sund hamn berg`)],
}

export const STREETS: Record<Language, string[]> = {
  en: words(`
    Main Oak Maple Park Elm Washington Lake Hill Church High Station Mill Victoria Lincoln Jefferson Madison
    Cedar Pine Walnut Market Broad Franklin River Spring North South Commerce Industrial Sunset Highland Meadow
    Queen King Albert Grove Chestnut Ridge Forest Jackson Adams Harbor Canal Bridge Prospect Windsor Kingsway
    Cherry Willow Dogwood Magnolia Locust Academy Chapel Orchard`),
  de: words(`
    Haupt Bahnhof Garten Schul Dorf Berg Kirch Goethe Schiller Linden Wald Ring Mozart Mühlen Bismarck Kaiser
    König Friedrich Industrie Rosen Birken Wiesen Post Markt Rathaus Siemens Daimler Römer Hafen Tal`),
  fr: words(`
    de_la_Paix Victor_Hugo de_la_République Pasteur Jean_Jaurès du_Général_de_Gaulle de_l'Église Gambetta
    de_la_Gare du_Moulin Voltaire des_Lilas Émile_Zola Saint-Martin des_Écoles du_Commerce Molière de_Verdun
    Carnot Foch`),
  es: words(`
    Mayor de_Alcalá Real de_la_Constitución Cervantes del_Carmen San_José Goya Velázquez de_Colón Gran_Vía
    Reforma Hidalgo Juárez Madero de_la_Paz Serrano del_Sol Ramón_y_Cajal Insurgentes`),
  it: words(`
    Roma Garibaldi Giuseppe_Mazzini Dante Cavour Verdi Marconi Matteotti Milano Torino Vittorio_Emanuele_II
    Europa della_Libertà Leonardo_da_Vinci Manzoni Gramsci Nazionale Kennedy`),
  in: words(`
    MG Station Nehru Link Gandhi Hill Church Ring Brigade Residency Anna Park Mall Linking Palace Temple Lake
    Sardar_Patel`),
  nl: words(`
    Kerk Dorps School Molen Juliana Wilhelmina Stations Hoofd Nieuw Beatrix Industrie Eiken Linden Markt Oranje
    Beuken Haven Burgemeester_de_Vries`),
  pl: words(`
    Długa Polna Leśna Słoneczna Krótka Szkolna Ogrodowa Lipowa Łąkowa Brzozowa Kwiatowa Kościelna Sosnowa
    Zielona Mickiewicza Sienkiewicza Kościuszki Piłsudskiego Jana_Pawła_II Marszałkowska`),
  ja: words(`
    Shibuya Ginza Akasaka Roppongi Shinjuku Honmachi Umeda Nishiki Sakae Tenjin Odori Kita Minami Chuo Toranomon
    Marunouchi Shiba Nihonbashi`),
  pt: words(`
    das_Flores XV_de_Novembro Sete_de_Setembro São_Paulo Tiradentes Dom_Pedro_II Rui_Barbosa da_Consolação
    Paulista Brasil Santos_Dumont Barão_do_Rio_Branco Getúlio_Vargas das_Palmeiras`),
  sv: words(`Stor Kyrko Drottning Kungs Skol Industri Järnvägs Björk Norra_Strand Väster Öster Vasa`),
}

/** Cities that strangers call otherwise. */
export const OTHER_CITY_NAMES: Record<string, string> = {
  München: 'Munich',
  Köln: 'Cologne',
  Milano: 'Milan',
  Roma: 'Rome',
  Firenze: 'Florence',
  Warszawa: 'Warsaw',
  'Den Haag': 'The Hague',
  Nürnberg: 'Nuremberg',
  Torino: 'Turin',
  Göteborg: 'Gothenburg',
  Napoli: 'Naples',
  Bengaluru: 'Bangalore',
  Gurgaon: 'Gurugram',
  'St. Louis': 'Saint Louis',
  Sevilla: 'Seville',
  'New York': 'New York City',
  'Frankfurt am Main': 'Frankfurt',
  'Ciudad de México': 'Mexico City',
  Mumbai: 'Bombay',
}
