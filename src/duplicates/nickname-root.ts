/** English, German, French, Spanish, Italian, Dutch and Slavic short forms; the first of each group is its root. */
const GROUPS = `
abigail abby abbie gail|abraham abe|adelaide addie heidi|agnes aggie|albert al bert bertie|alexander alex alec sasha sandy xander alejandro alessandro aleksandr alexandre
alexandra alexa lexi sandra alejandra alessandra aleksandra sondra|alfred alf fred alfie alfredo|alice ally|alison allie alyson allison|amanda mandy|amelia amy millie|andrew andy drew andreas andre andrea andrei andrzej andres
angela angie angelina|ann anne anna annie nan nancy hannah anya ana annette anita|anthony tony antonio anton antoine ant|antonia toni|archibald archie|arnold arnie|arthur art artie arturo|augustus gus august
barbara barb babs barbie|bartholomew bart|beatrice bea trixie beatrix|benjamin ben benny benji|bernard bernie bernhard bernardo|bradley brad|bridget biddy bridie|calvin cal|cameron cam|camille cami camilla
carl karl carlos charles charlie chuck chas karel carlo|caroline carol carrie carolyn carolina lina karoline|cassandra cass cassie|catherine cathy kathy katherine kate katie kay kit kitty kathryn catalina katarina katharina ekaterina cathryn kathleen
cecilia cecily celia|charlotte lottie char|christian chris|christina chris tina chrissy christine kristina kristine cristina kirsten|christopher chris kit topher christoph cristobal kristoffer|clarence clay|clifford cliff|clinton clint|constance connie
curtis curt|cynthia cindy|daniel dan danny danilo|danielle dani|david dave davey davide|deborah deb debbie debra|delores lola dolores|dennis denny denis|derek derrick|diana di diane|dominic dom nick dominik domingo|donald don donnie|dorothy dot dottie dolly|douglas doug
edmund ed eddie ned|edward ed eddie ted teddy ned eduardo edouard eduard|edwin ed|eleanor ellie nell nora elle leonor|elizabeth liz lizzie beth betty bess eliza lisa libby elsie elisabeth elspeth isabel isabella isabelle elisa betsy liza elise|ellen nell ellie helen helena elena helene
emily em emmy emilia|emma em|emanuel manny manuel|ernest ernie ernst ernesto|eugene gene eugenio|evelyn evie eve|ferdinand ferdy fernando|florence flo florrie|frances fran francie frankie francesca franziska francisca|francis frank frankie francisco francesco franz francois
franklin frank|frederick fred freddie freddy fritz friedrich federico frederic|gabriel gabe|gabriella gabby gabrielle|gareth gary garry|geoffrey geoff jeff jeffrey jeffery|george georgie jorge georg giorgio georges|georgina georgia gina|gerald gerry jerry|gerard gerry gerhard gerardo
gertrude trudy|gilbert gil bert|grace gracie|gregory greg gregor grzegorz|gustav gus gustavo|harold harry hal|harriet hattie|harrison harry|henrietta hettie etta|henry harry hank hal heinrich enrique henri enrico hendrik henrik|herbert herb bert|howard howie|hubert bert hugh|hugo hugh
ignatius iggy nacho ignacio|irene rena|isaac ike zac|isidore izzy|ivan ivo|jacob jake jakob jacobo|jacqueline jackie|james jim jimmy jamie jem jaime diego santiago|jane janie jenny janet jean jeanne|janet jan|jasmine jazz|jason jay
jennifer jen jenny jenn|jeremy jerry jem jeremiah|jerome jerry|jessica jess jessie|jill gillian gill jilly|joan joanie jo|joanna jo joanne joann|john jack johnny jon johann juan giovanni jean jan ivan ian sean johan hans joao|jonathan jon jonny nathan|joseph joe joey jose giuseppe josef pepe josip
josephine jo josie|joshua josh|joyce joy|judith judy judi|julia julie juliet jules|julian jules julio julius|justin jus|katrina kat trina|kenneth ken kenny|kevin kev|kimberly kim kimberley|lambert bert|laura laurie lora lauren|lawrence larry lars laurence lorenzo laurent laurie
leonard len lenny leo leonardo leon|leslie les|lewis lou louis louie luis ludwig luigi|lillian lil lily lilian|linda lindy lynda|louise lou louisa luisa|lucas luke luca lukas lucasz lukasz|lucille lucy lucia|madeleine maddie maddy madeline|magdalena lena magda|malcolm mal
marcus mark marc marco marcos marek markus|margaret maggie meg peg peggy marge margie greta rita margot daisy margarita marguerite margarete|maria mary marie mia molly polly maryam miriam marija|marilyn mary|marjorie marge|martha marty marta|martin marty martino martijn
marvin marv|matilda tilly mattie|matthew matt matty matteo mathew matthias mateo matthieu mateusz|maureen mo|maurice mo maury mauricio morris|maximilian max|maxwell max|megan meg|melanie mel|melissa mel missy lissa|melvin mel|mercedes mercy
michael mike mick micky mikey mitch miguel michel mikhail michal michele mickey|michelle shelly chelle|mildred millie|miranda mandy|mitchell mitch|mohammed muhammad mohamed mohammad muhammed mehmet mo|monica mon monique|morgan mo|natalie nat nata natalia|natasha tasha nat|nathaniel nate nat nathan
nicholas nick nicky nico nicolas nikolai nikolaus klaus mikolaj nicola niklas nikolas|nicole nicky nikki nicola colette|norman norm|oliver ollie olly olivier|olivia liv livvy olive|oscar ossie|oswald oz ozzie|pamela pam|patricia pat patty trish tricia patsy patrizia|patrick pat paddy patricio patrik
paul pablo paolo pavel pawel|paula polly pauline|penelope penny|percival percy|peter pete pedro pierre petr piotr pieter pyotr pietro petra|philip phil pip felipe philippe phillip filip|philippa pippa|priscilla cilla|prudence pru|rachel rach rachael raquel|ralph rafe|randolph randy|randall randy
raphael rafa rafael raffaele|raymond ray raimund ramon|rebecca becky becca beck|reginald reg reggie|regina gina|richard rick dick rich ricky richie ricardo riccardo dickie|robert bob rob bobby robbie bert roberto robin|roberta bobbie|roderick rod|rodney rod|rodolfo rudy rudolf rudolph|roger rodge rogelio
roland rollo rolando|ronald ron ronnie|rosalind roz|rosemary rose rosie|roxanne roxy|russell russ|ruth ruthie|salvatore sal salvador|samantha sam sammie|samuel sam sammy|sarah sally sadie sara|sebastian seb bastian|sharon shaz|shirley shirl|sidney sid sydney|silvester sly
solomon sol|sophia sophie sofia zofia|stacy stacey eustace anastasia|stanley stan stanislav|stephanie steph stefanie stephany|stephen steve stevie steven stefan esteban stefano stephan etienne|stuart stu stewart|susan sue susie suzy suzanne susanna susana|sylvester sly|sylvia sylvie silvia
tabitha tabby|tamara tammy|terence terry terrence|teresa terry tess tessa theresa therese tracy|thaddeus thad tad|theodore ted teddy theo teodoro|theodora thea dora|thomas tom tommy tomas thom tommaso tomasz|timothy tim timmy|tobias toby|ulysses uly|ursula uschi|valentina val tina|valerie val|vanessa nessa
veronica ronnie vera|victor vic viktor vittorio|victoria vicky tori vicki|vincent vin vince vinny vicente vincenzo|violet vi|virginia ginny ginger|vivian viv vivienne|vladimir vlad vova|walter walt wally|warren ren|wendy gwendolyn gwen|wesley wes|wilfred wilf fred|wilhelmina mina minnie
william bill will billy willy wilhelm liam guillermo guglielmo willem guillaume|winifred winnie freda|winston win|woodrow woody|yolanda yoli|yvonne vonnie|zachary zach zack zac zachariah
sandra sandy|johannes hans hannes hansi|matthias matze mats|sebastian basti|heinrich heinz heiner|ulrich uli ulli|ulrike uli ulli rike|ursula uschi ulla|susanne susi susann|stefanie steffi stephanie|katharina kathi kathrin katrin kaethe|gabriele gabi gaby|johanna hanna hanne
monika moni|michael micha michi|andreas andi|tobias tobi|florian flo|fabian fabi|manuela manu|christoph chris stoffel|wolfgang wolf wolle|juergen jurgen|gerhard gerd gert|joachim jochen achim|hubert hubsi|konrad konny|cornelia conny nele|angelika geli|elisabeth lisa elsa liesl sissi|margarete gretel grete
rosemarie rosi|renate rena|dorothea doro|franziska franzi|jacqueline jacky|valentin valle|leopold poldi|ludwig lutz|ruediger rudi|rudolf rudi|siegfried siggi sigi|walther walter|wilhelm willi wim|antonio toni tono|anton toni|manuel manolo manu lolo|francisco paco pancho curro fran kiko|enrique quique kike|mercedes merche
rosario charo|dolores lola loli|pilar pili|concepcion concha conchi|jose pepe chema|ignacio nacho|guadalupe lupe|rafael rafa|javier javi|santiago santi|daniel dani|fernando nando fer|alberto beto|eduardo edu lalo|gonzalo gonza|alejandro ale alex|beatriz bea|teresa tere|consuelo chelo|isabel isa bel|maria mari maite
sergio checho|vicente chente|luis lucho|jesus chus chuy|roberto beto|raul rulo|salvador chava|frederic fred|nicolas nico|maximilien max|guillaume gui|emmanuel manu|veronique vero|stephane steph|dominique dom|bernard bernie|valerie val|sylvain syl|giuseppe peppe beppe pino|giovanni gianni nino vanni|francesco franco cesco
alessandro sandro ale|salvatore salvo toto turi|domenico mimmo|vincenzo enzo|lorenzo renzo|luigi gigi|raffaele lele|giacomo mino|michelangelo lello|federica fede|federico fede|jan johan hans|cornelis cees kees|hendrik henk|willem wim|pieter piet|jacobus koos|johannes joop jan|gerardus gerard gerrit|maria marieke riet
aleksandra ola|katarzyna kasia|malgorzata gosia|agnieszka aga|joanna asia|dmitri dima|aleksei alyosha|mikhail misha|vladimir vova volodya|nikolai kolya|sergei seryozha|anastasia nastya|yekaterina katya|tatiana tanya|natalia natasha|maria masha`

const ROOTS = new Map<string, string[]>()
for (const group of GROUPS.trim().split(/[|\n]/)) {
  const names = group.trim().split(' ')
  for (const name of names) ROOTS.set(name, [...(ROOTS.get(name) ?? []), names[0]!])
}

/** The roots a folded given name may be short for ("chris" has two); a name outside the table is its own root. */
export const nicknameRoots = (given: string): readonly string[] => ROOTS.get(given) ?? [given]

/** True when one given name may be a form of the other: they share a root, or one is another's root. */
export function areNicknames(left: string, right: string): boolean {
  const roots = nicknameRoots(right)
  return nicknameRoots(left).some((root) => roots.includes(root))
}

/** True for a given name of the table: a name of its own, which a typing error seldom produces. */
export const isKnownGivenName = (given: string): boolean => ROOTS.has(given)
