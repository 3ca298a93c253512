import { words } from './words.ts'

/** What friends and forms make of given names. */
export const NICKNAMES = new Map(
  words(`
    James:Jim,Jimmy John:Jack,Johnny Robert:Bob,Rob,Bobby Michael:Mike,Michi William:Bill,Will,Billy David:Dave
    Richard:Rick,Dick,Rich Joseph:Joe Thomas:Tom Christopher:Chris Charles:Chuck,Charlie Daniel:Dan,Danny
    Matthew:Matt Anthony:Tony Steven:Steve Andrew:Andy,Drew Joshua:Josh Kenneth:Ken Timothy:Tim Ronald:Ron
    Edward:Ed,Ted Jeffrey:Jeff Nicholas:Nick Jonathan:Jon Stephen:Steve Benjamin:Ben Samuel:Sam Gregory:Greg
    Alexander:Alex Patrick:Pat Raymond:Ray Zachary:Zach Douglas:Doug Lawrence:Larry Gabriel:Gabi Nathan:Nate
    Gerald:Gerry Peter:Pete Patricia:Pat,Patty,Trish Jennifer:Jen,Jenny Elizabeth:Liz,Beth,Betty Barbara:Barb
    Susan:Sue Jessica:Jess Margaret:Peggy,Maggie,Meg Kimberly:Kim Deborah:Deb,Debbie Rebecca:Becky Cynthia:Cindy
    Kathleen:Kathy Pamela:Pam Samantha:Sam Katherine:Kate,Kathy,Katie Christine:Chris,Tina Catherine:Cathy,Cat
    Victoria:Vicky,Tori Jacqueline:Jackie Abigail:Abby Stephanie:Steph Amanda:Mandy Melissa:Missy Angela:Angie
    Theresa:Terri Andreas:Andi Wolfgang:Wolf Jürgen:Jogi Matthias:Matze,Matt Sebastian:Basti Maximilian:Max
    Friedrich:Fritz Susanne:Susi Gabriele:Gabi Stefanie:Steffi Katharina:Kathi,Käthe Brigitte:Gitte Ulrike:Uli
    Francisco:Chico,Paco José:Zé,Pepe Manuel:Manolo Ignacio:Nacho Francisco_Javier:Javi,Javier José_Antonio:José
    José_Luis:Pepe José_Manuel:Chema Alejandro:Álex Rafael:Rafa Enrique:Quique Concepción:Concha
    María_Dolores:Lola María_José:Marijose,Mariajo María_Teresa:Maite,Teresa María_Carmen:Mari_Carmen,Carmen
    María_Pilar:Pilar María_Ángeles:Ángeles Guadalupe:Lupe Guillermo:Memo,Guille Giuseppe:Beppe,Peppe
    Giovanni:Gianni Francesco:Franco,Checco Luigi:Gigi Salvatore:Salvo,Totò Vincenzo:Enzo Alessandro:Sandro,Ale
    Giuseppina:Pina Francesca:Franca Alessandra:Sandra Krzysztof:Krzysiek Tomasz:Tomek Stanisław:Staszek
    Jakub:Kuba Małgorzata:Gosia Katarzyna:Kasia Agnieszka:Aga Magdalena:Magda Joanna:Asia Aleksandra:Ola
    Zofia:Zosia Elżbieta:Ela Hendrik:Henk Johannes:Hans,Johan Cornelis:Kees Pieter:Piet Wilhelmina:Willy
    Nicolas:Nico Frédéric:Fred Christophe:Chris Alexandre:Alex Maxime:Max Sébastien:Seb Valérie:Val
    Stéphanie:Steph Antônio:Toninho Eduardo:Edu,Duda Venkatesh:Venky Mohammed:Md,Mohd Balaji:Bala`).map((entry) => {
    const [name = '', shorter = ''] = entry.split(':')
    return [name, shorter.split(',')] as const
  }),
)
