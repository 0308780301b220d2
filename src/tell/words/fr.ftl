# Mots français des rapports. Un identifiant par ligne, dans l'ordre du rapport ; en.ftl a les mêmes
# identifiants, dans le même ordre, avec les mêmes variables. On décrit une activité, jamais une
# infraction ; des adresses, jamais des personnes.

### Dates, nombres et formes

weekday-1 = lundi
weekday-2 = mardi
weekday-3 = mercredi
weekday-4 = jeudi
weekday-5 = vendredi
weekday-6 = samedi
weekday-7 = dimanche
month-1 = janvier
month-2 = février
month-3 = mars
month-4 = avril
month-5 = mai
month-6 = juin
month-7 = juillet
month-8 = août
month-9 = septembre
month-10 = octobre
month-11 = novembre
month-12 = décembre
date-long = { $day ->
    [1] 1er { $month } { $year }
   *[other] { $day } { $month } { $year }
}
figure-line = { $name } : { $value }
citation = { $path }, octet { $offset }
and-more = { $n ->
    [one] et { $n } autre
   *[other] et { $n } autres
}
count-incidents = { $n ->
    [0] Aucun incident trouvé
    [one] { $n } incident trouvé
   *[other] { $n } incidents trouvés
}
count-incidents-marked = { $n ->
    [0] aucun incident
    [one] un incident
   *[other] { $n } incidents
}
count-services = { $n ->
    [one] { $n } service
   *[other] { $n } services
}
count-lines = { $n ->
    [one] { $n } ligne
   *[other] { $n } lignes
}
count-exhibits = { $n ->
    [one] { $n } pièce
   *[other] { $n } pièces
}
count-bytes = { $n ->
    [one] { $n } octet
   *[other] { $n } octets
}
count-requests = { $n ->
    [one] { $n } requête
   *[other] { $n } requêtes
}
count-campaigns = { $n ->
    [one] { $n } campagne
   *[other] { $n } campagnes
}
count-hostile-campaigns = { $n ->
    [one] Une campagne
   *[other] { $n } campagnes
}

### En-tête

report-title = Pourquoi le service a‑t‑il été défaillant ?
report-title-quiet = Le service a‑t‑il été défaillant ?
report-subtitle = { $incidents } dans les journaux d’accès de { $services }
head-services = Services
head-span = Période couverte
head-span-utc = Période, ISO 8601
head-material = Matériel examiné
head-tool = Outil
head-home = Pays de référence
head-mandate = Mission
mandate-none = aucune mission n’a été jointe
notice-calibration = Les rapports de vraisemblance de ce document sont raisonnés à partir de travaux publiés, et plafonnés. Ils ont été mesurés sur { $worlds } mondes simulés : parmi ceux où aucune attaque n’était en cause, une a été nommée dans { $accused } ; incidents dont la cause a été nommée correctement : { $right } ; Cllr { $cllr } (0 est parfait, 1 ne dit rien). Ils n’ont pas été mesurés sur des incidents réels dont la vérité est connue, et aucun taux d’erreur n’est connu sur le terrain. Les chiffres propres aux conditions de chaque incident figurent dans sa partie.
notice-calibration-none = Les rapports de vraisemblance de ce document sont raisonnés à partir de travaux publiés, et plafonnés. Cette version du programme n’embarque aucun chiffre de validation : on ne sait pas à quelle fréquence ils se trompent.
no-database = Aucune base de localisation n’était disponible.

### Page

page-skip = Aller à la réponse
page-mandate = Ce qui a été demandé à l’expert
page-contents = Sommaire
page-answer = La réponse
page-for = Ce qui l’étaye le plus
page-for_none = Aucun constat ne l’étaye.
page-against = Ce qui la contredit le plus
page-strength = Force
page-gates = Ce qui limite cette réponse
page-change = Ce qui la changerait
page-details = Tous les faits et constats de cet incident
page-numbers = Les nombres représentés
page-legend = Légende
page-fact = Faits
page-interpretation = Interprétation
page-measured = Mesuré
page-meaning = Ce que cela signifie
page-reask = Reposer cette question :
page-rows = Premières lignes en échec de l’incident, par où commencer la lecture
page-supports = pour
page-opposes = contre
pdf-digest = SHA-256
pdf-elsewhere = { $n ->
    [one] La ligne de nombres derrière cette image est dans report.fr.html et dans le dossier.
   *[other] Les { $n } lignes de nombres derrière cette image sont dans report.fr.html et dans le dossier.
}
page-footer = Des journaux d’accès, des preuves. Chaque chiffre peut être redemandé par la commande qui l’accompagne.

### Terminal

abridged = { $told } incidents sur { $n }, ceux qui comptent le plus de requêtes en échec, ont ici une page de réponse et un chapitre, pour que le rapport reste lisible et léger. Les autres sont des lignes de cette liste : la commande sous chacune en affiche la réponse et le chapitre, et verdict.json contient chaque incident en entier.
left-out = { $n ->
    [one] { $service } : un autre incident a été trouvé et non jugé ({ $failures }). { $most } incidents au plus sont jugés par service, ceux qui comptent le plus d’échecs ; au-delà, c’est son état ordinaire.
   *[other] { $service } : { $n } autres incidents ont été trouvés et non jugés ({ $failures }). { $most } incidents au plus sont jugés par service, ceux qui comptent le plus d’échecs ; au-delà, c’est son état ordinaire.
}
count-failed = { $n ->
    [one] { $n } requête en échec
   *[other] { $n } requêtes en échec
}
listed-failed = { $n ->
    [one] { $n } échec
   *[other] { $n } échecs
}
terminal-report = Rapport complet : { $path }
terminal-rest = { $n ->
    [one] { $n } incident moins grave est dans le rapport. Sa réponse et son chapitre :
   *[other] { $n } incidents moins graves sont dans le rapport. La réponse et le chapitre de l’un d’eux :
}
but-for-title = Aurait-il cédé autrement ?
gates-title = Ce qui limite cette réponse
change-title = Ce qui la changerait

### La réponse

incident-title = Incident { $id } – { $service }
answer-not-read = Rien ne peut être dit : trop peu des journaux a été lu pour y trouver des incidents.
answer-no-incident = Aucun incident n’a été trouvé : aucun service n’a échoué, ralenti ni cessé d’être sollicité au-delà de ce qui lui est habituel.
answer-size = { $failures } requêtes sur { $requests } ont échoué ({ $share }) ; { $hit } clients sur { $clients } ont vu un échec.
answer-silence = { $requests } requêtes sont arrivées là où l’on pouvait en attendre environ { $expected }.
answer-unfinished = { $left } premières pages de visites sur { $pages } ({ $share }) sont restées inachevées : moins de la moitié de leurs fichiers habituels sont arrivés en dix secondes ; à d’autres moments, { $usual }. D’autres, restés dehors, n’auraient laissé aucune ligne.
answer-hostile = { $campaigns } de trafic automatisé qualifié d’hostile : { $requests } requêtes ({ $share } de l’incident) venues de { $sources } sources.
answer-not-causal = Un trafic hostile a eu lieu, mais il n’est pas désigné comme la cause.
answer-unlogged-more = Si les personnes ont demandé { $from } fois ce que le journal montre d’elles, ou davantage, la réponse serait autre ; à { $high } fois : { $other }.
answer-unlogged-rests = La réponse repose sur une demande qui n’a jamais atteint le journal : d’après les seules requêtes du journal, elle serait : { $other }.
answer-unopposed = Aucun constat calculé ne la contredit. Ce n’est pas une preuve : voir les constats qui n’ont pas pu être calculés.
answer-for = Constats les plus forts qui l’étayent
answer-for-none = Aucun constat ne l’étaye.
answer-against = Constat le plus fort qui la contredit

cause-attack = Attaque
    .sentence = Un trafic automatisé hostile a fait céder { $service }.
    .change = Un relevé de capacité (essai de charge, limites de processus et de connexions) montrant que les serveurs auraient supporté cette charge, ou auraient cédé sans elle, changerait cette réponse.
cause-overload = Surcharge par la demande humaine
    .sentence = Il est venu sur { $service } plus de personnes que ses serveurs n’avaient jamais montré pouvoir en servir.
    .change = La preuve qu’une partie des visiteurs comptés comme des personnes étaient automatisés (traces d’authentification, journaux des scripts de la page) changerait cette réponse.
cause-attack_and_overload = Attaque et surcharge ensemble
    .sentence = Un trafic automatisé hostile et la demande humaine ont ensemble fait céder { $service }.
    .change = Un relevé de capacité (essai de charge, limites de processus et de connexions) dirait quelle part de chacun les serveurs auraient supportée seule.
cause-crawl = Robots d’exploration
    .sentence = Des lecteurs automatisés qui ne montrent aucune hostilité ont chargé { $service } jusqu’à le faire céder.
    .change = Une déclaration de l’exploitant des robots, ou la preuve que ce qu’ils ont pris ne leur servait à rien, changerait cette réponse.
cause-capacity_loss = Perte de capacité
    .sentence = { $service } a cédé sous une charge qu’il avait déjà supportée : ses serveurs avaient perdu de la capacité.
    .off = Rien n’a atteint { $service } pendant que ses serveurs étaient éteints : leurs propres journaux disent qu’ils se sont arrêtés.
    .change = Les traces des serveurs eux-mêmes (redémarrages, mises en production, pannes de serveurs d’application, disques, bases de données) confirmeraient ou infirmeraient cette réponse.
cause-upstream_loss = Requêtes qui n’arrivaient plus
    .sentence = Les requêtes ont cessé d’atteindre { $service } : la perte se situe avant les serveurs qui ont écrit ces journaux.
    .change = Les traces du réseau, du répartiteur de charge ou du service de noms pour ces heures confirmeraient ou infirmeraient cette réponse.
cause-inconclusive = Non concluant
    .sentence = Ces journaux ne disent pas pourquoi { $service } a cédé.
    .change = Les journaux des mêmes heures d’autres jours, un relevé de capacité des serveurs et les traces des connexions refusées avant journalisation aideraient chacun à trancher.

detail-sufficient = Cette cause suffisait à elle seule.
detail-thin_margin = Elle était nécessaire, mais seulement parce qu’il restait peu de marge : un service plus grand l’aurait supportée.
detail-jointly_necessary = Aucune des deux n’aurait suffi seule.
detail-overdetermined = Chacune aurait suffi seule.
detail-self_sustained = Les tentatives répétées ont maintenu la panne après la disparition de ce qui l’avait déclenchée.
detail-admission_limit = C’est une salle d’attente ou un quota qui a refusé : une limite configurée a été atteinte.

origin-foreign = { $share } des requêtes hostiles dont le lieu est connu venaient d’adresses situées hors du pays de référence ({ $home }), selon la base { $database }. Cela ne dit rien de qui les contrôlait.
origin-domestic = La plupart des requêtes hostiles venaient d’adresses situées dans le pays de référence ({ $home } ; { $share } de l’extérieur), selon la base { $database }. Cela ne dit rien de qui les contrôlait.
origin-mixed = Les requêtes hostiles venaient d’adresses situées tant dans le pays de référence ({ $home }) qu’en dehors ({ $share } de l’extérieur), selon la base { $database }. Cela ne dit rien de qui les contrôlait.

strength-for = Les constats, pris ensemble, apportent un { $support } à « { $hypothesis } » face à toutes les autres explications : rapport de vraisemblance { $ratio }, plafonné à { $cap }.
strength-leading = L’explication la plus probable est « { $hypothesis } », avec un { $support } (rapport de vraisemblance { $ratio }, plafonné à { $cap }), ce qui ne suffit pas à désigner une cause.
strength-against = Les constats, pris ensemble, apportent un { $support } à d’autres explications plutôt qu’à « { $hypothesis } » (rapport de vraisemblance 1/{ $ratio }, plafonné à { $cap }).
strength-none = Les constats, pris ensemble, ne permettent pas de départager « { $hypothesis } » des autres explications (rapport de vraisemblance { $ratio }, plafonné à { $cap }).
strength-unweighed = « { $hypothesis } » n’a pas été pesée.

band-none = aucun soutien d’un côté ni de l’autre
band-weak = soutien faible
band-moderate = soutien modéré
band-moderately_strong = soutien modérément fort
band-strong = soutien fort
band-very_strong = soutien très fort
band-extremely_strong = soutien extrêmement fort
support-others = { $support } aux autres hypothèses

### Aurait-il cédé autrement ?

but-for-caption = Le service aurait-il cédé autrement ? L’incident rejoué en changeant une seule chose. Un rejeu cède s’il reste au moins un cinquième des minutes en échec, et deux ; en deçà de 80 % de rejeux concordants, l’issue n’est pas établie
but-for-as_it_was = Tel quel (contrôle du modèle)
but-for-without_attack = Sans les campagnes hostiles
but-for-without_surge = Sans l’excédent de demande humaine
but-for-without_crawl = Sans les robots d’exploration
but-for-with_baseline_capacity = Avec la capacité montrée auparavant
but-for-without_retries = Si personne n’avait réessayé
but-for-none = sans objet ou inconnu
replayed-title = Rejoué minute par minute
replayed-intro = Une file de capacité limitée reçoit les mêmes arrivées, puis les mêmes avec un seul changement. Sans changement, elle retrouve les minutes en échec à { $fit } (score F1 ; { $least } au moins sont demandés) : ses rejeux sont donc dessinés. Ce que chacun dit de l’incident entier, et l’accord des tirages, figure dans le tableau des rejeux de la réponse.
replayed-inadequate = Aucun rejeu n’est dessiné : sans changement, le modèle ne retrouve les minutes en échec qu’à { $fit } (score F1 ; { $least } au moins sont demandés). Ce qu’il dirait avec un changement n’est pas fiable, et aucune cause n’en est conclue.
replayed-inconclusive = Aucune cause n’est conclue. Ce qu’un rejeu retire dépend du tri des clients, et aucun verdict n’en répond ici : un trait plat n’est pas une accusation.
replayed-none = Il n’y a aucune minute en échec à rejouer : cet incident se manifeste autrement.
fails-yes = cède
fails-no = ne cède pas
fails-open = non établi

### Verrous : ce qui limite ou interdit une réponse

gate-incidents_left_out = Plus d’incidents ont été trouvés qu’il n’en est jugé : de chaque service, seulement ceux qui comptent le plus d’échecs. Les autres n’ont pas de verdict.
gate-figure = ({ $name } : { $value })
gate-no_baseline = Il n’y a pas de période de comparaison : les constats qui comparent aux jours habituels n’ont pas pu être calculés.
    .change = Les journaux des mêmes heures de jours antérieurs, deux semaines au moins, quatre au mieux, permettraient la comparaison qui manque.
gate-few_requests = L’incident contient trop peu de requêtes ou d’échecs pour conclure.
    .change = Les journaux des autres serveurs du même service apporteraient les requêtes qui manquent ici.
gate-coverage = Une trop grande part des lignes n’a pas pu être lue comme des requêtes.
    .change = Le format exact du journal (configuration du serveur) permettrait de lire les lignes rejetées.
gate-log_gap = Après le silence, les visites continuent comme si de rien n’était : ce sont des lignes du journal qui manquent, non des requêtes.
    .change = Les fichiers manquants, ou un autre journal des mêmes heures (répartiteur de charge, pare-feu, application), montreraient ce qui est venu.
gate-silence_unexplained = Rien ne dit si des requêtes ne sont pas arrivées ou si des lignes du journal manquent.
    .change = Un autre journal des mêmes heures (répartiteur de charge, pare-feu, application, journal système) montrerait si le serveur et son journal fonctionnaient.
gate-host_off_possible = Un serveur éteint laisse la même trace qu’une ligne coupée : le journal ne les distingue pas.
    .change = Le journal système du serveur (heures de démarrage), ou celui du répartiteur de charge, les distinguerait.
gate-server_off = Les journaux des serveurs disent qu’ils se sont arrêtés là où le silence a commencé, et n’ont pas redémarré avant sa fin. Si quelqu’un l’a voulu, ils ne le disent pas.
    .change = Les relevés de maintenance et de pannes de l’exploitant diraient qui ou quoi a arrêté les serveurs.
gate-lines_lost = Les serveurs ou leurs journaliseurs disent que des lignes du journal n’ont pas été écrites pendant l’incident.
    .change = Un autre journal des mêmes heures (répartiteur de charge, pare-feu, application) montrerait ce qui n’a pas été écrit.
gate-lines_missing = Des fichiers de pages ont été demandés alors que les pages qu’ils nomment ne sont pas dans le journal, plus souvent que d’habitude : des lignes manquent, ou un cache a donné les pages. On ne peut dire quelles requêtes c’étaient.
    .change = Le journal complet de ces heures, de chaque serveur, ou un autre journal (répartiteur de charge, cache, application) montrerait ce qui manque.
gate-flood_below = Le système dit avoir refusé des connexions avant qu’un serveur ne les voie : le silence peut être une inondation sous HTTP, qu’aucun journal d’accès ne montre.
    .change = Les compteurs de connexions et de paquets (pare-feu, routeur, hébergeur) de ces heures distingueraient une inondation d’une ligne coupée.
gate-refused_unlogged = Les serveurs disent avoir refusé des connexions, qu’aucun journal d’accès ne montre : la demande dépassait ce qui est compté ici, et qui a été refusé n’est pas connu.
    .change = Les compteurs de connexions et de paquets (pare-feu, répartiteur de charge) de ces heures borneraient ce qui a été refusé.
gate-filter_possible = Un filtre placé devant les serveurs et qui écarte ces réseaux laisse la même trace qu’une route perdue.
    .change = La configuration et le journal des pare-feu et des filtres, et les tables de routage de ces heures, les distingueraient.
gate-costs_assumed = Le journal n’a pas de durées : les pages comptent toutes autant, et les fichiers qu’elles entraînent pour une part fixe d’une page.
    .change = Un journal avec durées donnerait ce que coûte chaque requête.
gate-departures_only = Le journal date la fin des requêtes, non leur arrivée, et ne donne pas de durée : ce qui est venu d’abord ne peut être dit à la minute.
    .change = Un journal avec les durées, ou celui du répartiteur de charge placé devant, donnerait les heures d’arrivée.
gate-proxy_clients = Presque toutes les requêtes portent des adresses internes, ou une seule adresse même les jours ordinaires : un mandataire cache qui demandait.
    .change = Le journal du mandataire, ou les adresses transmises, montrerait les vrais clients.
gate-model_inadequate = Le modèle ne reproduit pas assez bien l’incident pour que l’on se fie à ses rejeux.
    .change = Un relevé de capacité des serveurs (essai de charge, limites de processus et de connexions) corrigerait le modèle.
gate-hypotheses_close = Deux explications sont trop proches pour choisir entre elles.
    .change = Tout constat indiqué plus bas comme non calculable pourrait séparer les explications proches.
gate-replay_disagrees = La simulation et les constats pesés désignent des causes différentes.
    .change = Tout constat indiqué plus bas comme non calculable pourrait les accorder.
gate-witnesses_disagree = La cause repose sur le tri des clients ; les constats qui n’utilisent pas ce tri ne la confirment pas.
    .change = Des journaux de jours ordinaires, ou nommant utilisateurs ou sessions, montreraient qui est une personne sans ce tri.
gate-database_distance = La base de localisation a été construite longtemps avant ou après le journal : des adresses ont changé de pays entre-temps.
    .change = Une base de localisation du mois du journal rendrait les pays fiables.
gate-header_clients = Des adresses de clients viennent d’un en-tête transmis par un mandataire : elles ne sont vraies que si ce mandataire l’écrit lui-même.
    .change = La configuration du mandataire, ou son propre journal, montrerait si l’en-tête peut être falsifié.
gate-proxies_only = Presque toutes les requêtes viennent de quelques adresses internes ou de réseaux de diffusion : le journal montre des mandataires et ne dit rien de qui demandait.
    .change = L’en-tête écrit par les mandataires, cru avec --trust, ou leur propre journal, montrerait les clients.
gate-repeated_lines = Plusieurs pièces contiennent les mêmes requêtes : elles comptent plus d’une fois.
    .change = L’option --dedupe ne garde chacune qu’une fois.
gate-zone_assumed = Les horodatages n’ont pas de fuseau et aucun n’a été donné : UTC est supposé. Heures et jours peuvent être décalés.
    .change = Le fuseau du serveur, donné avec --tz, fixerait les heures.
gate-unit_inferred = Le sens d’un champ a été déduit de ses valeurs, comme l’unité d’une durée.
    .change = La configuration du journal du serveur trancherait.
gate-damaged_exhibit = Une pièce est endommagée : ce qui suit le dommage n’a pas été lu.
    .change = Une copie intacte de la pièce rétablirait les lignes qui manquent.
gate-few_failed_clients = Très peu de clients ont vu les échecs : ils sont peut-être les seuls concernés.
    .change = L’exploitant peut dire si le service a échoué pour d’autres à ce moment.
gate-clock_step = Le journal recule dans le temps près de l’incident : une horloge a été réglée, ou des lignes reviennent. Ce qui s’est passé quand n’est pas certain.
    .change = Un autre journal de la même période, du répartiteur ou de l’application, fixerait l’ordre.
gate-log_ends = Le journal s’arrête au début de l’incident.
    .change = Le journal des heures suivantes le montrerait.
gate-short_incident = L’incident est court : peu de minutes portent les constats.
    .change = Des journaux avec durées, ou ceux du répartiteur de charge, détailleraient ces minutes.
gate-labels_uncertain = Pour une grande part des requêtes, on ne peut dire si elles viennent de personnes ou de machines.
    .change = Les traces de session ou d’authentification distingueraient les personnes des machines.

### Affirmations

claims-title = Ce qui a été affirmé, et ce qu’en disent les journaux
claims-intro = Chaque affirmation a été traduite en une mesure sur ces journaux. Compatible veut dire que la mesure s’accorde avec elle ; ce n’est pas une preuve. Contredite veut dire que la mesure l’exclut. Non vérifiable veut dire que ces journaux ne permettent pas de trancher, pour la raison donnée. Une affirmation sur une cause suit les verdicts rendus sur les incidents de la période dont elle parle.
claims-caption = Affirmations
claims-file = Fichier d’affirmations
claims-digest = SHA-256
claims-complete = Complétude des journaux
claims-complete-yes = Le fichier atteste qu’aucun journal de ces services ne manque.
claims-complete-no = Non attestée : moins de requêtes qu’affirmé ne contredit rien.
claims-verdicts = Incidents sur lesquels cela repose :
claim-title = { $id } – { $kind }
claim-caption = Affirmation { $id } : ce qui a été mesuré
claim-quoted = « { $quote } »
claim-who = Qui
claim-said = Dit le
claim-quote = Propos
claim-source = Source
claim-service = Service
claim-window = Période visée
claim-term-count = Nombre affirmé
claim-term-of = Compté
claim-term-share = Part affirmée
claim-term-bound = Au sens de
claim-term-tolerance = Tolérance
claim-term-tolerance_minutes = Tolérance
claim-term-countries = Pays
claim-term-hours = Heures de la journée
claim-term-effect = Effet affirmé
claim-term-at = Instant affirmé
claim-term-than_from = Comparé à, du
claim-term-than_until = Comparé à, au
claim-choice-failure = le service a échoué
claim-choice-presence = l’attaque a eu lieu
claim-choice-load = requêtes et premières tentatives
claim-choice-requests = requêtes
claim-choice-first_tries = premières tentatives
claim-choice-clients = clients
claim-choice-connections = connexions
claim-choice-hostile = requêtes de campagnes hostiles
claim-choice-about = environ
claim-choice-at_least = au moins
claim-choice-at_most = au plus
claim-answer = { $outcome }. { $sentence }
claim-outcome-consistent = Compatible
claim-outcome-contradicted = Contredite
claim-outcome-untestable = Non vérifiable

claim-attack = une attaque
    .consistent = Les verdicts sur les incidents de la période désignent une attaque.
    .contradicted = Les verdicts sur les incidents de la période désignent une autre cause, et leurs constats parlent contre une attaque.
claim-attack_from_abroad = une attaque venue de l’étranger
    .consistent = Les verdicts désignent une attaque, et la plupart de ses requêtes venaient d’adresses à l’étranger. Cela ne dit rien de qui les contrôlait.
    .contradicted = Les verdicts désignent une attaque, mais la plupart de ses requêtes venaient d’adresses dans le pays. Cela ne dit rien de qui les contrôlait.
claim-attack_in_the_night = une attaque dans la nuit
    .consistent = Les verdicts sur ce qui a échoué pendant ces heures désignent une attaque.
    .contradicted = Les verdicts sur ce qui a échoué pendant ces heures désignent une autre cause, et leurs constats parlent contre une attaque.
claim-attack_sources_in = le lieu des sources d’une attaque
    .consistent = Les verdicts désignent une attaque, et au moins la part affirmée de ses requêtes venait d’adresses de ces pays. Cela ne dit rien de qui les contrôlait.
    .contradicted = Les verdicts désignent une attaque, mais une part de ses requêtes moindre qu’affirmé venait d’adresses de ces pays. Cela ne dit rien de qui les contrôlait.
claim-servers_undersized = des serveurs trop petits pour les personnes venues
    .consistent = Les verdicts désignent une demande humaine au-delà de ce que les serveurs avaient montré pouvoir supporter, seule ou avec une attaque.
    .contradicted = Les verdicts désignent une autre cause, et leurs constats parlent contre une surcharge par la demande humaine.
claim-host_failure = une panne de machines
    .consistent = Les verdicts désignent une perte de capacité : le service a échoué à une charge supportée auparavant.
    .contradicted = Les verdicts désignent une charge comme cause, et leurs constats parlent contre une perte de capacité.
claim-network_failure = une panne du réseau
    .consistent = Les verdicts désignent des requêtes qui n’arrivaient plus.
    .contradicted = Les verdicts désignent une charge comme cause, et leurs constats parlent contre une perte en amont des serveurs.
claim-admission_limit_reached = une limite d’utilisateurs atteinte
    .consistent = Des pages constantes à la place des pages habituelles, ou des refus par quota, ont écarté des requêtes.
claim-failed_from_until = un échec d’une heure à une autre
    .consistent = Les échecs commencent et finissent comme affirmé, à la tolérance près.
    .contradicted = Les échecs commencent ou finissent à un autre moment, au-delà de la tolérance.
claim-worked_again_at = un retour en service à une heure donnée
    .consistent = Les échecs finissent comme affirmé, à la tolérance près.
    .contradicted = Les échecs finissent à un autre moment, au-delà de la tolérance.
claim-no_failure = aucun échec
    .consistent = Aucune fenêtre d’échec ne se trouve dans cette période, et la part d’échecs reste ordinaire.
    .contradicted = Le service a échoué pendant cette période.
claim-lower_load_than_usual = une charge plus faible que d’habitude
    .consistent = La charge était plus faible que les autres jours aux mêmes heures.
    .contradicted = La charge était plus forte que les autres jours aux mêmes heures.
claim-higher_load_than_usual = une charge plus forte que d’habitude
    .consistent = La charge était plus forte que les autres jours aux mêmes heures.
    .contradicted = La charge était plus faible que les autres jours aux mêmes heures.
claim-lower_load_than = une charge plus faible qu’à un autre moment
    .consistent = La charge était plus faible qu’à l’autre moment.
    .contradicted = La charge était plus forte qu’à l’autre moment.
claim-load_of = une charge d’une certaine taille
    .consistent = Ce qui a été compté se trouve dans la fourchette affirmée.
    .contradicted = Ce qui a été compté se trouve hors de la fourchette affirmée.
claim-clients_at_least = au moins tant de clients
    .consistent = Au moins tant d’adresses sont venues. Des adresses ne sont pas des personnes.
    .contradicted = Moins de clients sont venus, comptés par adresse et par agent. Des adresses ne sont pas des personnes.
claim-share_foreign = une part venue de l’étranger
    .consistent = La part d’adresses à l’étranger se trouve dans la fourchette affirmée. Cela ne dit rien de qui les contrôlait.
    .contradicted = La part d’adresses à l’étranger se trouve hors de la fourchette affirmée. Cela ne dit rien de qui les contrôlait.
claim-brute_force = des mots de passe essayés
    .consistent = Des connexions de compte ont été tentées comme le fait quelqu’un qui les devine. Rien ne montre si l’une a réussi.
claim-intrusion_attempted = une tentative d’intrusion
    .consistent = Des tentatives d’intrusion ont eu lieu. Rien ne montre si l’une a réussi.

consistent-presence = Un trafic automatisé hostile est venu pendant cette période. Son effet est une autre affirmation.
contradicted-attack = Les verdicts sur les incidents de la période désignent une autre cause, et leurs constats parlent contre une attaque.
contradicted-nothing_failed = Rien n’a échoué pendant cette période, et l’on venait comme d’habitude.
untestable-connections_not_logged = Les connexions ne sont pas journalisées ; le nombre affirmé se trouve entre ce que permettent clients et requêtes.
untestable-crawlers = Des robots non hostiles ont chargé le service : s’il aurait dû les supporter n’est pas une question de mesure.
untestable-either_loss = Des machines et des réseaux en panne peuvent laisser les mêmes traces dans ces journaux.
untestable-few_days = Trop peu d’autres jours montrent ce qui est habituel à ces heures.
untestable-inconclusive = Le verdict sur ce qui a échoué à ce moment n’est pas concluant.
untestable-measures_disagree = Requêtes et premières tentatives ne s’accordent pas : une part de la charge sont des répétitions.
untestable-needs_window = L’affirmation ne donne pas de période, et sans elle rien ne peut être rangé en campagnes.
untestable-no_expectation = Aucun échec n’est vu, mais les journaux ne montrent pas combien de personnes seraient venues.
untestable-no_hostile = Aucune campagne hostile n’appartient à un incident de la période dont la cause est désignée.
untestable-no_incident = Aucun incident ne s’y trouve : ce qui n’a pas échoué n’a pas de cause. Une attaque sans effet, ou sous HTTP, ne se voit pas.
untestable-no_sizes = Les journaux n’ont pas la taille des réponses, qui fait reconnaître les pages d’attente.
untestable-not_by_service = Les tentatives d’intrusion sont comptées sur tous les services, non pour un seul.
untestable-not_covered = Les journaux ne couvrent pas cette période, ou il leur en manque des lignes.
untestable-not_placed = Aucune base ne donne de lieu à ces adresses.
untestable-not_seen = Rien de tel n’est vu. Ce qui imite des personnes, se passe ailleurs ou n’a jamais atteint ces journaux ne se voit pas.
untestable-origin_mixed = Les adresses se trouvent des deux côtés, ou trop peu ont un lieu pour le dire.
untestable-other_hours = Ce qui a échoué dans la période affirmée a commencé à d’autres heures.
untestable-partial_logs = Ces journaux en contiennent moins qu’affirmé, et personne n’atteste qu’aucun journal ne manque.
untestable-run_gate = Ce qui limite toutes les réponses de cette analyse interdit aussi celle-ci.
untestable-service_unknown = Ces journaux n’ont aucun service de ce nom.
untestable-silence = Le service s’est tu pendant cette période : des requêtes perdues et des lignes perdues se ressemblent.
untestable-sorting = Un trafic hostile semble être venu, mais une limite de ces journaux interdit de l’affirmer.
untestable-thin_margin = Une attaque a fait échouer le service, et il restait peu de marge : si les serveurs étaient trop petits n’est pas une question de mesure.
untestable-too_close = L’affirmation se trouve dans ce que la mesure laisse ouvert.
untestable-unclear_failing = Le service a échoué un peu, ou trop peu de personnes sont venues pour dire qu’il n’a pas échoué.
untestable-usual_variation = La charge se trouvait dans la variation habituelle entre les jours : ni plus faible, ni plus forte.
untestable-verdicts_differ = Les incidents de la période ont des causes différentes : nommer le service ou une période plus courte.
untestable-weak_verdict = Le verdict désigne une autre cause, mais ses constats ne parlent guère contre celle-ci.

figure-claim-attempts = Requêtes des tentatives
figure-claim-attempt_sources = Sources des tentatives
figure-claim-came = Requêtes rapportées à celles attendues
figure-claim-capacity = Capacité démontrée
figure-claim-clients = Clients
figure-claim-clients_abroad = Clients à l’étranger
figure-claim-clients_bounds = Clients par adresse, et par adresse et agent
figure-claim-clients_other = Clients à l’autre moment
figure-claim-clients_over_usual = Clients rapportés à l’habitude
figure-claim-clients_ratio = Clients rapportés à ceux de l’autre moment, par minute
figure-claim-covered = Part de la période affirmée que couvrent les journaux
figure-claim-days = Autres jours comparés
figure-claim-end_offset = Fin mesurée après la fin affirmée
figure-claim-failed = Requêtes en échec
figure-claim-failed_while_failing = Requêtes en échec dans la pire fenêtre
figure-claim-failing_part = Part de la période affirmée située dans des fenêtres d’échec
figure-claim-fails_without_attack = Rejeux sans l’attaque qui cèdent
figure-claim-first_tries = Premières tentatives
figure-claim-first_tries_other = Premières tentatives à l’autre moment
figure-claim-first_tries_over_usual = Premières tentatives rapportées à l’habitude
figure-claim-first_tries_ratio = Premières tentatives rapportées à celles de l’autre moment, par minute
figure-claim-fresh_peak = Premières tentatives à leur plus forte minute
figure-claim-hostile_abroad = Requêtes hostiles d’adresses à l’étranger
figure-claim-hostile_requests = Requêtes des campagnes hostiles
figure-claim-hostile_share = Part des campagnes hostiles
figure-claim-hostile_sources = Sources des campagnes hostiles
figure-claim-hostile_there = Requêtes hostiles d’adresses de ces pays
figure-claim-likelihood_ratio = Rapport de vraisemblance de ce qui est affirmé
figure-claim-onset_offset = Début mesuré après le début affirmé
figure-claim-requests = Requêtes
figure-claim-requests_abroad = Requêtes d’adresses à l’étranger
figure-claim-requests_other = Requêtes à l’autre moment
figure-claim-requests_over_usual = Requêtes rapportées à l’habitude
figure-claim-requests_ratio = Requêtes rapportées à celles de l’autre moment, par minute
figure-claim-told_to_wait = Requêtes mises en attente

### Toute la période

overview-title = Toute la période en un coup d’œil
overview-intro = Requêtes et échecs de chaque service sur toute la période couverte. Les incidents sont hachurés et numérotés. Les connexions journalisées qui n’ont apporté aucune requête sont comptées à part : elles ne demandaient rien.
overview-caption = Services
intrusion-title = Tentatives d’intrusion
intrusion-intro = Une question distincte de la panne : des requêtes qui essaient des mots de passe, portent une charge ou cherchent des failles. Toute adresse publique en reçoit chaque jour ; ce qui dépasse ce bruit de fond est présenté par campagnes.
intrusion-caption = Tentatives par nature
intrusion-credential_stuffing = Essai de mots de passe
intrusion-vulnerability_scan = Recherche de failles
intrusion-exploit_probe = Tentative d’exploiter une faille connue
intrusion-content_scraping = Relevé systématique de fiches ou de pages
intrusion-limit = Une tentative n’est pas une réussite. Les journaux d’accès montrent ce qui a été demandé et la taille de la réponse, non son contenu : là où aucune réussite n’est soupçonnée, aucune n’est exclue.
intrusion-none = Aucune campagne de telles requêtes n’a été trouvée. Des tentatives semblables à un usage ordinaire, ou absentes des journaux, ne sont pas exclues.
intrusion-campaigns-caption = Campagnes de tentatives, par ordre de début
intrusion-campaign-title = Tentatives { $id } : { $kind }
intrusion-services = Services
intrusion-top-paths = Chemins les plus demandés
intrusion-paths = Chemins distincts
intrusion-signatures = Signatures
intrusion-internal = { $n ->
        [one] Une de ses sources a
       *[other] { $n } de ses { $all } sources ont
    } une adresse interne : des essais de l’exploitant, un de ses programmes, ou un mandataire qui cache l’auteur. Interroger l’exploitant avant d’en tirer quoi que ce soit.
intrusion-failed = Connexions ayant reçu la réponse d’un mot de passe erroné
intrusion-let-in = Connexions ayant reçu la réponse d’un mot de passe exact
intrusion-background = Tentatives hors campagne : peu nombreuses, de sources diverses, réparties dans le temps, telles que toute adresse publique en reçoit. Elles sont comptées sans être distinguées.
background-caption = Bruit de fond selon ce qui est tenté
succeeded-yes = oui, autant qu’un journal peut le dire
succeeded-no = non : chaque essai a reçu la réponse d’un mot de passe erroné
succeeded-untold = ne peut être dit
aim-anybody = n’importe qui
aim-site = ce site
aim-why = Ce qui indique que ce site était visé :
aimed_focused = Des charges ont été envoyées à des pages du site qui sont servies à d’autres clients.
aimed_persistent = Des tentatives pendant au moins trois jours.
aimed_broad = Au moins deux cents chemins distincts.
aimed_many = Au moins cinq cents requêtes.
aimed_content = Ce qui a été relevé n’existe que sur ce site.
aimed_distributed = Au moins dix sources agissant de même.
suspected-caption = Requêtes qui ont pu réussir : { $n } en tout
suspected-given_to_probers_only = Elle a reçu un contenu, à la différence de ce que le site répond aux adresses inexistantes, et personne d’autre ne la demande.
suspected-appeared = Refusée d’abord, servie ensuite : un fichier a pu être déposé.
suspected-large_answer = La réponse est bien plus grande que ce que d’autres reçoivent de la même page.
suspected-slow_answer = Un délai était demandé, et la réponse a pris d’autant plus longtemps que d’habitude.
suspected-posted_by_few = Des données ont été envoyées à un script que personne d’autre n’obtient, parmi des fichiers ou là où il n’y avait rien : c’est ainsi que l’on se sert d’une console web.
suspected-let_in_after_failures = Elle a reçu la réponse d’un mot de passe exact et vient d’une source ou d’une campagne qui avait échoué auparavant.
beside-apart = Pendant l’incident { $incident } : { $requests } requêtes, soit { $share } de toutes ses requêtes. Aucune de ses sources n’a pris part à une campagne hostile de cet incident.
beside-shared = Pendant l’incident { $incident } : { $requests } requêtes, soit { $share } de toutes ses requêtes. { $shared } de ses sources ont pris part à une campagne hostile de cet incident.
ask-intrusion-attempts = Tentatives par nature et réponse :
ask-scanner-targets = Chemins sondés :
ask-log-in-failures = Connexions par heure :
ask-suspected-successes = Requêtes qui ont pu réussir, avec leurs lignes :
attempt-log_in = mots de passe
attempt-unknown_path = chemins inexistants
attempt-sql_injection = injection SQL
attempt-xss = script intersite (XSS)
attempt-path_traversal = traversée de répertoires, inclusion de fichiers
attempt-command_injection = commandes ou code
attempt-template_injection = injection de modèle
attempt-jndi = recherche JNDI
attempt-deserialisation = désérialisation
attempt-web_shell = consoles web (web shells)
attempt-secrets_backups = secrets et sauvegardes
attempt-cms_appliance_cve = failles connues de produits
attempt-open_proxy = usage comme mandataire
attempt-method_abuse = méthodes inhabituelles
attempt-scanner_tool = un scanner qui se nomme
attempt-enumeration = fiches par numéro
attempt-account_enumeration = comptes, recherchés par leur nom
attempt-content_scraping = pages relevées en entier
column-succeeded = Réussite
column-suspected = Ont pu réussir
column-tried = Ce qui est tenté
column-aim = Cible
column-path = Chemin
column-row = Premières lignes
column-cited = Citées

### Un incident : les faits

command-reask = Redemander ces chiffres :
timeline-title = Ce qui s’est passé, minute par minute
timeline-none = Aucune série par minute n’est disponible.
symptom-failures = L’incident se voit à des réponses en échec : erreurs, refus, délais dépassés et pages d’attente.
symptom-latency = L’incident se voit à des réponses lentes.
symptom-vanished = L’incident se voit à des requêtes qui n’arrivaient plus.
absent-intro = Les requêtes de ces réseaux n’arrivaient plus, alors que celles des autres continuaient comme d’habitude. Ce qui serait venu se déduit de la part de chaque réseau avant et après, des mêmes heures d’autres jours, et de la façon dont les autres ont continué.
absent-caption = Réseaux devenus silencieux
absent-kind-as = Réseau
absent-kind-prefix = Plage d’adresses
absent-kind-country = Pays
symptom-unfinished = L’incident se voit à des pages restées inachevées : moins de la moitié des fichiers qui accompagnent d’habitude une page sont arrivés en dix secondes. Ni les échecs ni les durées du journal ne le montrent : un serveur qui n’accepte plus de connexions n’écrit aucune ligne pour ceux qu’il refuse.
symptom-given = L’incident a été désigné sur la ligne de commande, non trouvé par l’outil.
baseline-title = À quoi l’incident est comparé
baseline-given = Comparé à la période désignée sur la ligne de commande :
baseline-same_slot = Comparé aux mêmes heures d’autres jours :
baseline-before = Comparé aux heures précédentes du même journal, qui ne contient pas d’autres jours :
baseline-missing = Il n’y a rien à quoi comparer : seuls les constats qui se passent de comparaison ont été calculés.
capacity-title = Capacité et demande
capacity-intro = La capacité est le débit le plus élevé que les serveurs ont servi en une minute saine, ou pendant l’échec s’il y fut plus élevé. Elle s’exprime en requêtes du mélange habituel du service : une requête coûteuse compte pour plusieurs, une image pour une fraction. C’est une borne inférieure si le public n’a jamais occupé tous les serveurs. La demande est le nombre de requêtes reçues. Les premières tentatives excluent les répétitions de requêtes en échec. Les constats qui comparent la charge à la capacité comptent l’une et l’autre en requêtes du mélange habituel : leurs débits diffèrent donc des nombres donnés ici pour la demande.
capacity-unknown = Aucune capacité n’a pu être démontrée : le journal n’a pas de minute saine hors de l’incident.
capacity-caption = Débits de requêtes
capacity-demonstrated = Capacité démontrée
demand-logged_peak = Demande journalisée à sa plus forte minute, répétitions comprises
demand-fresh_peak = Premières tentatives à leur plus forte minute
countries-title = Pays
countries-intro = D’où venaient les requêtes, selon le lieu que la base donne à l’adresse. Le pays d’une adresse ne dit rien de qui la contrôlait.
countries-caption = Part des requêtes par pays
foreign-caption = Part de requêtes étrangères selon chaque base
rates-title = Clients par débit
rates-intro = Combien de requêtes par minute un client envoyait. Une foule de personnes change le nombre de clients, des machines changent le débit de chacun.
rates-caption = Requêtes par minute et par client
quantile = client plus rapide que { $share } %
quantile-median = client médian
quantile-highest = client le plus rapide

### Un incident : les constats

findings-title = Les constats un par un
findings-intro = Chaque question posée aux journaux : ce qui a été mesuré et, à part, ce que cela signifie. Un tiret à la place de l’intervalle : aucun n’est calculé pour ce chiffre. Les poids sont raisonnés, non étalonnés. Les questions restées sans réponse figurent aussi.
finding-caption = { $title } : chiffres
finding-silent = Les chiffres ne penchent d’aucun côté.
finding-not-computable = Non calculable : { $reason }.
label-for = Pour « { $hypothesis } » :
label-against = Contre « { $hypothesis } » :
weight-for = ({ $support } à « { $hypothesis } », rapport de vraisemblance { $ratio })
weight-against = ({ $support } contre « { $hypothesis } », rapport de vraisemblance 1/{ $ratio })
weight-none = (à lui seul, aucun soutien d’un côté ni de l’autre, rapport de vraisemblance { $ratio })
speaks-for = Ce qui a été mesuré est plus attendu si l’explication est « { $hypothesis } ».
speaks-against = Ce qui a été mesuré est moins attendu si l’explication est « { $hypothesis } ».

family-history = passé des clients
family-dynamics = comportement dans le temps
family-content = ce qui est demandé
family-identity = identité des clients
family-capacity = capacité
family-onset = déclenchement
family-arrivals = arrivées
family-crawl = robots
family-demand = demande
family-hostility = hostilité
family-retries = répétitions
family-said = ce que disent les journaux d’erreurs
family-shape = forme des échecs
family-resumption = suite des visites

finding-utilisation = Charge et capacité démontrée
    .question = Au début des échecs, demandait-on plus que ce que les serveurs avaient jamais montré pouvoir supporter ?
    .attack = La charge dépassait ce qui avait été supporté : une charge explique les échecs, et une attaque est une charge.
    .overload = La charge dépassait ce qui avait été supporté : la demande explique les échecs.
    .crawl = La charge dépassait ce qui avait été supporté : une charge explique les échecs, et l’exploration est une charge.
    .capacity_loss = On demandait moins que ce qui avait été supporté : les serveurs pouvaient moins que d’habitude.
    .not_attack = On demandait moins que ce qui avait été supporté : aucune charge n’explique les échecs.
    .not_overload = On demandait moins que ce qui avait été supporté : la demande n’explique pas les échecs.
    .not_capacity_loss = La charge dépassait ce qui avait été supporté : des serveurs en bon état auraient cédé aussi.
figure-utilisation-utilisation = Demandé au début sur le plus servi auparavant
figure-utilisation-asked = Demandé au début : premières tentatives, en requêtes du mélange habituel
figure-utilisation-shown = Le plus servi en une minute saine, compté de même
finding-onset_order = Ce qui est venu d’abord
    .question = Qu’est-ce qui est venu d’abord : une charge au-delà de ce qui avait été supporté, ou des réponses en échec ?
    .attack = La charge avait dépassé ce qui avait été supporté quand les réponses ont commencé à échouer, à une minute près.
    .overload = La charge avait dépassé ce qui avait été supporté quand les réponses ont commencé à échouer, à une minute près, comme avec trop de visiteurs.
    .crawl = La charge avait dépassé ce qui avait été supporté quand les réponses ont commencé à échouer, à une minute près.
    .capacity_loss = Les réponses ont échoué alors que la charge restait dans ce qui avait été supporté.
    .not_attack = La charge n’a jamais dépassé ce qui avait été supporté.
    .not_overload = La charge ne dépassait pas ce qui avait été supporté quand les réponses ont commencé à échouer.
    .not_capacity_loss = La charge avait dépassé ce qui avait été supporté quand les réponses ont commencé à échouer, à une minute près.
figure-onset_order-load_leads = Avance de la charge sur les premiers échecs
figure-onset_order-load_before = Plus forte charge auparavant, sur la capacité
figure-onset_order-minutes_beyond_capacity = Minutes de charge au-delà de la capacité
finding-onset_step = Saut de la charge, ou des échecs
    .question = Au début des échecs, la charge a-t-elle fait un saut, ou les échecs seuls ?
    .attack = La charge a fait un saut, et l’on a servi au moins autant que juste avant.
    .overload = La charge a fait un saut, et l’on a servi au moins autant que juste avant.
    .crawl = La charge a fait un saut, et l’on a servi au moins autant que juste avant.
    .capacity_loss = Il n’est pas venu plus que ce qui était servi quelques minutes avant, et l’essentiel a été perdu.
    .not_attack = Les échecs ont commencé sans saut de la charge.
    .not_overload = Les échecs ont commencé sans saut de la charge.
    .not_crawl = Les échecs ont commencé sans saut de la charge.
    .not_capacity_loss = La charge a fait un saut, et l’on a servi au moins autant que juste avant.
figure-onset_step-load_step = Charge des premières minutes d’échec sur celle juste avant
figure-onset_step-served_step = Servi pendant les premières minutes d’échec sur ce qui l’était juste avant
finding-matched_load = Servi à charge égale
    .question = À une charge déjà supportée, a-t-on servi autant qu’auparavant ?
    .attack = Une charge déjà supportée l’était encore : les serveurs étaient intacts.
    .overload = Une charge déjà supportée l’était encore : seul le surplus a échoué.
    .capacity_loss = À une charge déjà supportée, moins a été servi : les serveurs avaient perdu de la capacité.
    .not_attack = Des réponses ont échoué même à une charge déjà supportée, ce qu’une attaque n’explique pas.
    .not_overload = Des réponses ont échoué même à une charge déjà supportée, ce que la demande n’explique pas.
    .not_capacity_loss = À une charge déjà supportée, autant a été servi qu’auparavant.
figure-matched_load-served_share = Part servie à charge égale
figure-matched_load-matched_minutes = Minutes à charge égale
finding-partial_backend = Une partie en échec à côté d’une autre intacte
    .question = Une partie des serveurs a-t-elle échoué pendant que le reste était intact ?
    .capacity_loss = Une partie échouait et le reste était intact, ou une part constante échouait quelle que soit la demande : une partie des serveurs manquait.
    .overload = La part en échec croissait avec la charge, comme lorsqu’une limite est atteinte.
    .not_capacity_loss = Toutes les parties échouaient de même, ou la part en échec croissait avec la charge : rien n’indique qu’une partie manquait.
    .not_attack = Une partie échouait et le reste était intact, ou une part constante échouait quelle que soit la demande, ce qu’une charge ne fait pas.
    .not_overload = Une partie échouait et le reste était intact, ou une part constante échouait quelle que soit la demande, ce qu’une charge ne fait pas.
    .not_crawl = Une partie échouait et le reste était intact, ce qu’une charge ne fait pas.
figure-partial_backend-worst_failed = Échecs du plus mauvais serveur interne
figure-partial_backend-best_failed = Échecs du meilleur serveur interne
figure-partial_backend-backends = Serveurs internes
figure-partial_backend-pages_failed = Échecs parmi les pages
figure-partial_backend-assets_failed = Échecs parmi les images, styles et scripts
figure-partial_backend-gradient = Part d’échecs ajoutée par chaque doublement de la charge
figure-partial_backend-spread = Dispersion de la part d’échecs au-delà du hasard
finding-target_match = Ce qui était demandé et ce qui échouait
    .question = Ce qui était demandé plus que d’habitude a-t-il échoué, ou autre chose ?
    .attack = Ce qui était demandé plus que d’habitude est ce qui a échoué.
    .overload = Ce qui était demandé plus que d’habitude est ce qui a échoué.
    .crawl = Ce qui était demandé plus que d’habitude est ce qui a échoué.
    .capacity_loss = Ce qui a échoué n’est pas ce qui était demandé plus que d’habitude.
    .not_attack = Ce qui a échoué n’est pas ce qui était demandé plus que d’habitude.
    .not_overload = Ce qui a échoué n’est pas ce qui était demandé plus que d’habitude.
    .not_crawl = Ce qui a échoué n’est pas ce qui était demandé plus que d’habitude.
    .not_capacity_loss = Ce qui était demandé plus que d’habitude est ce qui a échoué.
figure-target_match-common = Ce que l’excédent et les échecs ont en commun
figure-target_match-excess = Premières tentatives au-dessus de l’habituel
finding-failure_shape = Forme des échecs
    .question = Comment se présentent les échecs : refus immédiat, délai dépassé, ou renvoi ?
    .attack = Les requêtes ont attendu jusqu’au délai ou ont été renvoyées, comme sous une charge.
    .overload = Les requêtes ont attendu jusqu’au délai ou ont été renvoyées, comme sous une charge.
    .capacity_loss = Les requêtes ont été refusées aussitôt, comme lorsqu’un serveur d’application a disparu.
    .not_capacity_loss = Les requêtes ont attendu ou ont été renvoyées ; rien n’indique un serveur d’application disparu.
figure-failure_shape-refused = Refus immédiats (500, 502)
figure-failure_shape-timed_out = Délais dépassés (408, 499, 504)
figure-failure_shape-turned_away = Renvois (429, 503, pages d’attente)
figure-failure_shape-time_to_fail = Délai médian avant l’échec
finding-servers_said = Ce que disent les journaux d’erreurs
    .question = Les journaux d’erreurs des serveurs disent-ils qu’une limite a été atteinte, ou qu’une partie du service a été perdue ?
    .capacity_loss = Les journaux d’erreurs des serveurs disent qu’une partie du service a été perdue, ou arrêtée, avant que la charge ait pu la faire tomber.
    .not_attack = Les journaux d’erreurs des serveurs disent qu’une partie du service a été perdue avant que la charge ait pu la faire tomber.
    .not_overload = Les journaux d’erreurs des serveurs disent qu’une partie du service a été perdue avant que la charge ait pu la faire tomber.
    .not_crawl = Les journaux d’erreurs des serveurs disent qu’une partie du service a été perdue avant que la charge ait pu la faire tomber.
    .not_upstream_loss = Les journaux d’erreurs des serveurs disent que des requêtes ont atteint une limite, ou que des serveurs ont été arrêtés : ce qui manquait ne s’est pas perdu en chemin.
figure-servers_said-limits = Messages de limites atteintes
figure-servers_said-limits_usual = De même à d’autres moments, sur la même durée
figure-servers_said-losses = Messages de pertes (processus, serveurs en aval)
figure-servers_said-losses_usual = De même à d’autres moments, sur la même durée
figure-servers_said-loss_leads = De la première perte à la fin de la première minute en échec
figure-servers_said-limit = Plus grande limite nommée
figure-servers_said-in_progress = Requêtes en cours à ce moment
figure-servers_said-stops = Arrêts de serveurs là où le silence a commencé
finding-vanishing_demand = Requêtes qui n’arrivaient plus
    .question = Les requêtes ont-elles cessé d’arriver sans que des réponses échouent d’abord ?
    .upstream_loss = Moins de requêtes qu’attendu sont arrivées, sans échecs : elles se sont perdues en chemin.
    .not_upstream_loss = Les requêtes arrivaient comme attendu ou davantage : rien ne s’est perdu en chemin.
    .not_attack = Les requêtes ont cessé d’arriver : il n’y avait pas de charge ici.
    .not_overload = Les requêtes ont cessé d’arriver : il n’y avait pas de charge ici.
    .not_capacity_loss = Les requêtes ont cessé d’arriver, et celles qui venaient étaient servies.
figure-vanishing_demand-arrivals_ratio = Arrivées sur le moins que l’on pouvait en attendre
figure-vanishing_demand-failed = Échecs parmi les arrivées
figure-vanishing_demand-rush_after = Arrivées juste après, sur celles d’ensuite
finding-resumption = Suite des visites après le silence
    .question = Après le silence, les visites ont-elles recommencé, ou continué comme si de rien n’était ?
    .upstream_loss = Les visites ont recommencé : celles en cours avaient péri, les requêtes n’étaient donc réellement pas arrivées.
    .not_upstream_loss = Les visites ont continué en leur milieu : les gens étaient servis entre-temps, et des lignes du journal manquent.
figure-resumption-midway = Premiers clients d’après, au milieu d’une visite
figure-resumption-beginning = De même parmi les visites qui commencent, aux heures voisines
figure-resumption-under_way = De même à un instant quelconque de ces heures
figure-resumption-clients = Premiers clients d’après
finding-admission_signature = Salle d’attente ou quota
    .question = Est-ce une salle d’attente ou un quota qui a refusé ?
    .overload = Une page constante ou un quota renvoyait les visiteurs : une limite configurée a été atteinte.
    .not_capacity_loss = C’est une limite configurée qui a refusé, non des serveurs disparus.
    .not_upstream_loss = Les visiteurs atteignaient le service et étaient priés d’attendre.
figure-admission_signature-told_to_wait = Réponses priant d’attendre
finding-retry_amplification = Les mêmes personnes qui réessaient
    .question = Quelle part de la charge journalisée vient des mêmes personnes qui réessaient ?
    .overload = Une partie de l’afflux est un effet des échecs, non leur cause : les gens ont répété ce qui avait échoué.
    .not_attack = Les répétitions après échec expliquent une partie de l’afflux que l’on pourrait prendre pour une attaque.
figure-retry_amplification-amplification = Requêtes journalisées par première tentative
figure-retry_amplification-tried_again = Échecs retentés dans la minute
finding-metastability = Échecs qui survivent à leur charge
    .question = Les échecs ont-ils continué après la fin de la charge qui les avait provoqués ?
    .overload = Les échecs ont continué alors que la demande nouvelle était redevenue supportable : les répétitions maintenaient la panne.
    .not_attack = Les échecs ont continué après la fin de la charge, entretenus par les répétitions.
    .not_capacity_loss = Les échecs ont commencé avec une charge et ont continué après elle par les répétitions.
figure-metastability-went_on = Échecs après le retour d’une demande supportable
figure-metastability-repeated = Répétitions parmi les requêtes de cette période
figure-metastability-pressed = Dont celles de clients qui continuent là où les gens s’arrêtent
finding-organic_surge = Plus de monde que d’habitude
    .question = Est-il venu plus de personnes que d’habitude ?
    .overload = Il est venu plus de personnes que les jours comparables.
    .capacity_loss = Il n’est pas venu plus de personnes que d’habitude : leur nombre n’explique pas la panne.
    .not_overload = Il n’est pas venu plus de personnes que d’habitude.
    .not_capacity_loss = Il est venu plus de personnes que les jours comparables.
figure-organic_surge-surge = Visites de personnes, rapportées à l’habitude (premières tentatives, là où les visites sont trop rares)
figure-organic_surge-people = À côté : premières tentatives de personnes
figure-organic_surge-expected = À côté : toutes les arrivées habituelles
finding-hostile_load = Charge qu’aucune personne ne produit
    .question = Quelle part de la charge venait de campagnes dont le comportement n’est celui d’aucune personne ?
    .attack = Une grande part de la charge se comportait comme aucune personne ne le fait.
    .not_attack = Presque rien dans la charge ne se comportait autrement que des personnes ou des machines connues.
    .not_overload = Une grande part de la charge ne venait pas de personnes.
    .not_capacity_loss = Une grande part de la charge sortait de l’ordinaire.
figure-hostile_load-hostile_share = Requêtes des campagnes hostiles
figure-hostile_load-sources = Sources des campagnes hostiles
figure-hostile_load-peak = Leur plus forte minute
figure-hostile_load-peak_over_capacity = Leur plus forte minute sur la capacité
finding-crawl_breadth = Charge due aux robots d’exploration
    .question = Est-ce que des robots d’exploration apportaient la charge ?
    .crawl = Une grande part de la charge venait d’automates qui lisent largement et n’envoient rien.
    .not_crawl = Les robots d’exploration n’apportaient qu’une petite part de la charge.
    .not_attack = Une grande part de la charge venait de robots d’exploration.
    .not_overload = Une grande part de la charge venait de robots d’exploration, non de personnes.
figure-crawl_breadth-crawled = Requêtes de robots d’exploration
finding-prior_overlap = Réseaux déjà vus
    .question = Les réseaux venus avaient-ils déjà été vus ?
    .attack = La plupart des réseaux n’avaient jamais été vus ici ; dans les attaques documentées, 0,6 à 14 % l’avaient été.
    .overload = La plupart des réseaux avaient déjà été vus ici, comme dans les foules documentées (43 à 83 %).
    .crawl = La plupart des réseaux n’avaient jamais été vus ici.
    .capacity_loss = Ce sont les réseaux habituels qui sont venus.
    .not_attack = La plupart des réseaux avaient déjà été vus ici, comme dans les foules documentées (43 à 83 %).
    .not_capacity_loss = La plupart des réseaux n’avaient jamais été vus ici.
figure-prior_overlap-overlap = Réseaux déjà vus (/24, /48)
figure-prior_overlap-clusters = Réseaux venus
finding-new_networks = Opérateurs jamais vus
    .question = Des requêtes venaient-elles de systèmes autonomes jamais venus auparavant ?
    .attack = Beaucoup de requêtes venaient d’opérateurs sans aucun visiteur antérieur.
    .crawl = Beaucoup de requêtes venaient d’opérateurs sans aucun visiteur antérieur.
    .overload = Presque toutes les requêtes venaient des fournisseurs d’accès habituels.
    .not_attack = Presque toutes les requêtes venaient des fournisseurs d’accès habituels.
    .not_overload = Beaucoup de requêtes venaient d’opérateurs sans aucun visiteur antérieur.
figure-new_networks-new_share = Requêtes de nouveaux opérateurs
finding-infrastructure_mix = Hébergeurs et réseaux d’anonymat
    .question = Des requêtes venaient-elles d’hébergeurs et de réseaux d’anonymat, où personne n’habite ?
    .attack = Bien plus que d’habitude venait de réseaux où personne n’habite.
    .crawl = Bien plus que d’habitude venait de réseaux qui hébergent des machines.
    .not_attack = Il ne venait pas plus que d’habitude de réseaux où personne n’habite.
    .not_overload = Bien plus que d’habitude venait de réseaux où personne n’habite.
figure-infrastructure_mix-hosted = D’hébergeurs ou de réseaux d’anonymat
figure-infrastructure_mix-hosted_before = De même dans la référence
finding-client_rate = Débit de chaque client
    .question = Des clients ont-ils demandé plus en une minute que les clients ne le font jamais ?
    .attack = Une grande part vient d’inconnus plus rapides que tout client habituel.
    .crawl = Une grande part vient d’inconnus plus rapides que tout client habituel.
    .not_overload = Une grande part vient d’inconnus plus rapides que tout client habituel ; une foule change le nombre des clients, non leur débit.
figure-client_rate-fast_strangers = Premières tentatives d’inconnus plus rapides que les clients habituels
figure-client_rate-fast = Premières tentatives de tous les clients plus rapides que d’habitude
figure-client_rate-fast_before = De même dans la référence
figure-client_rate-shift = Écart des débits au-dessus de l’habituel (0 à 1)
figure-client_rate-limit = Débit à partir duquel un client est rapide
finding-response_elasticity = Attention portée aux réponses
    .question = Les clients ont-ils agi autrement après un échec qu’après une réponse, comme le font les gens ?
    .attack = Des inconnus ont agi après les échecs comme après les réponses : ils suivaient un plan.
    .crawl = Des inconnus ont agi après les échecs comme après les réponses : ils suivaient un plan.
    .overload = Les clients ont agi autrement après les échecs qu’après les réponses, comme le font les gens.
    .not_attack = Les clients ont agi autrement après les échecs qu’après les réponses, comme le font les gens.
    .not_crawl = Les clients ont agi autrement après les échecs qu’après les réponses, comme le font les gens.
    .not_overload = Des inconnus ont agi après les échecs comme après les réponses, ce que les gens ne font pas.
figure-response_elasticity-divergence = Différence entre ce qui suit les échecs et ce qui suit les réponses
figure-response_elasticity-divergence_strangers = La même, pour les seuls inconnus
figure-response_elasticity-sequels = Réponses comparées à autant d’échecs
figure-response_elasticity-next_after_failure = Temps médian jusqu’à la page suivante après un échec
figure-response_elasticity-next_after_answer = Temps médian jusqu’à la page suivante après une réponse
finding-periodicity = Demandes à heure fixe
    .question = De nouveaux clients ont-ils demandé à intervalles réguliers ?
    .attack = Une grande part vient d’inconnus qui demandaient à intervalles réguliers.
    .not_overload = Une grande part vient d’inconnus qui demandaient à intervalles réguliers, ce que les gens ne font pas.
figure-periodicity-clocked = Demandes de pages d’inconnus à intervalles réguliers
figure-periodicity-clocked_before = De même dans la référence
figure-periodicity-period = Période médiane
finding-cohort_coherence = Agir ensemble
    .question = Les clients ont-ils agi aux mêmes moments, au-delà de ce que l’heure et la panne font faire à tous ?
    .attack = Les clients venaient et s’arrêtaient ensemble, comme menés par une seule main.
    .not_overload = Les clients venaient et s’arrêtaient ensemble ; les gens viennent chacun à leur heure.
figure-cohort_coherence-coherence = Corrélation moyenne entre clients
figure-cohort_coherence-coherence_before = De même dans la référence
finding-failure_persistence = Persévérance dans l’échec
    .question = Les clients ont-ils continué d’échec en échec, comme des machines, ou renoncé, comme des personnes ?
    .attack = Une grande part des échecs est tombée sur des clients qui continuaient comme si de rien n’était.
    .overload = Les clients ont renoncé après peu d’échecs, comme des personnes.
    .not_attack = Les clients ont renoncé après peu d’échecs, comme des personnes.
    .not_overload = Une grande part des échecs est tombée sur des clients qui continuaient comme si de rien n’était.
figure-failure_persistence-stubborn_share = Échecs de clients qui n’ont jamais renoncé
figure-failure_persistence-three_in_a_row = Clients à 3 échecs de suite ou plus
figure-failure_persistence-sixteen_in_a_row = Clients à 16 échecs de suite ou plus
finding-edge_sharpness = Bords nets
    .question = L’excédent est-il venu et parti comme par un interrupteur ?
    .attack = L’excédent est venu et parti en moins de deux minutes, comme par un interrupteur.
    .overload = L’excédent s’est éteint lentement, comme des gens qui partent un à un.
    .not_attack = L’excédent s’est éteint lentement, comme des gens qui partent un à un.
    .not_overload = L’excédent est venu et parti en moins de deux minutes ; des gens partent un à un.
figure-edge_sharpness-rise = Durée de la montée
figure-edge_sharpness-fall = Durée de la descente
figure-edge_sharpness-peak_excess = Excédent au plus haut
finding-popularity_divergence = Ce qui était demandé
    .question = Les clients demandaient-ils ce que l’on demande d’habitude ?
    .attack = Les clients demandaient autre chose que le public habituel.
    .crawl = Les clients demandaient autre chose que le public habituel.
    .overload = Les clients demandaient ce que l’on demande d’habitude.
    .capacity_loss = Les clients demandaient ce que l’on demande d’habitude.
    .not_attack = Les clients demandaient ce que l’on demande d’habitude.
    .not_capacity_loss = Les clients demandaient autre chose que le public habituel.
figure-popularity_divergence-divergence = Écart aux pages habituelles
figure-popularity_divergence-entropy = Variété des pages pendant l’incident
figure-popularity_divergence-entropy_before = Variété des pages dans la référence
finding-asset_closure = Pages prises en entier
    .question = Ceux qui se disent navigateurs prennent-ils ce que les pages entraînent ?
    .attack = Bien moins de clients que d’habitude ont pris les images, styles et scripts qu’un navigateur prend.
    .crawl = Bien moins de clients que d’habitude ont pris les images, styles et scripts qu’un navigateur prend.
    .overload = Les clients prenaient les pages en entier, comme des navigateurs.
    .not_attack = Les clients prenaient les pages en entier, comme des navigateurs.
    .not_crawl = Les clients prenaient les pages en entier, comme des navigateurs.
    .not_overload = Bien moins de clients que d’habitude ont pris les images, styles et scripts qu’un navigateur prend.
figure-asset_closure-closing = Clients qui prennent les pages en entier
figure-asset_closure-closing_before = De même dans la référence
finding-forgotten_files = Fichiers repris
    .question = Les mêmes fichiers sont-ils renvoyés sans cesse à ceux qui naviguent, comme s’ils n’en gardaient aucun ?
    .attack = Bien plus de clients que d’habitude ont reçu en entier des fichiers qu’ils venaient de recevoir : les programmes qui pilotent un navigateur repartent de zéro, les navigateurs des internautes les gardent.
    .not_overload = Bien plus de clients que d’habitude ont reçu en entier des fichiers qu’ils venaient de recevoir.
figure-forgotten_files-forgetting = Clients qui ne gardent aucun fichier
figure-forgotten_files-forgetting_before = De même dans la référence
finding-recorded_visits = Visites rejouées
    .question = Les mêmes chemins dans le site ont-ils été refaits sans cesse à la même cadence, comme un enregistrement que l’on rejoue ?
    .attack = Bien plus d’étapes que d’habitude refont un chemin du site avec les mêmes pauses : chaque internaute va à sa propre cadence.
    .not_overload = Bien plus d’étapes que d’habitude refont un chemin du site avec les mêmes pauses.
figure-recorded_visits-recorded = Étapes de clients qui refont un chemin à la même cadence
figure-recorded_visits-recorded_before = De même dans la référence
finding-navigation_likelihood = Chemin de page en page
    .question = Les clients sont-ils allés de page en page comme le font les visiteurs ?
    .attack = De nouveaux clients sont allés de page en page par des chemins que les visiteurs ne prennent presque jamais.
    .crawl = De nouveaux clients sont allés de page en page par des chemins que les visiteurs ne prennent presque jamais.
    .not_overload = De nouveaux clients sont allés de page en page par des chemins que les visiteurs ne prennent presque jamais.
figure-navigation_likelihood-likelihood = Vraisemblance d’un pas des nouveaux clients (log2)
figure-navigation_likelihood-likelihood_before = Vraisemblance d’un pas des clients habituels (log2)
figure-navigation_likelihood-steps = Pas entre pages connues
finding-cache_busting = Paramètres toujours nouveaux
    .question = Des clients ont-ils demandé la même page avec des paramètres toujours nouveaux, qu’aucun cache ne connaît ?
    .attack = Des clients ont demandé la même page avec des paramètres toujours nouveaux, comme des outils qui contournent les caches.
    .not_overload = Des clients ont demandé la même page avec des paramètres toujours nouveaux, ce que les visiteurs n’ont aucune raison de faire.
figure-cache_busting-busting = Requêtes de clients aux paramètres toujours nouveaux
figure-cache_busting-busting_before = De même dans la référence
figure-cache_busting-once = Demandes de pages dont les paramètres n’apparaissent qu’une fois
figure-cache_busting-entropy = Variété des paramètres sur la page la plus demandée
finding-cost_asymmetry = Pages coûteuses
    .question = Les clients ont-ils demandé ce qui coûte le plus aux serveurs ?
    .attack = Bien plus que d’habitude est allé aux pages qui coûtent le plus aux serveurs.
    .not_overload = Bien plus que d’habitude est allé aux pages qui coûtent le plus aux serveurs.
figure-cost_asymmetry-dear = Travail consacré aux pages coûteuses
figure-cost_asymmetry-dear_before = De même dans la référence
figure-cost_asymmetry-dearer = Coût moyen d’une page rapporté à l’habituel
finding-referrer_provenance = D’où les clients disent venir
    .question = D’où les clients disent-ils venir lorsqu’ils demandent leur première page ?
    .attack = Bien plus de nouveaux venus que d’habitude prétendaient venir de ce site, qui ne leur avait rien donné.
    .overload = Plus de nouveaux venus que d’habitude étaient envoyés par d’autres sites : un lien a amené des gens.
    .not_attack = Plus de nouveaux venus que d’habitude étaient envoyés par d’autres sites : un lien a amené des gens.
    .not_crawl = Plus de nouveaux venus que d’habitude étaient envoyés par d’autres sites : un lien a amené des gens.
    .not_overload = Bien plus de nouveaux venus que d’habitude prétendaient venir de ce site, qui ne leur avait rien donné.
figure-referrer_provenance-elsewhere = Nouveaux venus envoyés par d’autres sites
figure-referrer_provenance-elsewhere_before = De même dans la référence
figure-referrer_provenance-claimed = Nouveaux venus qui prétendent venir de ce site
figure-referrer_provenance-claimed_before = De même dans la référence
finding-agent_forgery = Agents falsifiés
    .question = Les agents sont-ils falsifiés : combinaisons qu’aucun logiciel n’envoie, ou changeant à chaque requête ?
    .attack = Bien plus de clients que d’habitude déguisaient ce qu’ils sont.
    .not_overload = Bien plus de clients que d’habitude déguisaient ce qu’ils sont.
figure-agent_forgery-forged = Requêtes à agent falsifié
figure-agent_forgery-forged_before = De même dans la référence
finding-returning_clients = Clients qui ont ici leurs habitudes
    .question = Les clients de l’incident ont-ils ici leurs habitudes : étaient-ils venus avant, sont-ils revenus depuis, ou ont-ils mené quelque chose à bien ?
    .attack = Presque aucune requête ne vient de clients déjà venus, revenus depuis, ou qui aient mené quelque chose à bien.
    .crawl = Presque aucune requête ne vient de clients déjà venus, revenus depuis, ou qui aient mené quelque chose à bien.
    .overload = Autant de requêtes que d’habitude viennent de clients déjà venus, revenus depuis, ou qui ont mené quelque chose à bien.
    .not_attack = Autant de requêtes que d’habitude viennent de clients déjà venus, revenus depuis, ou qui ont mené quelque chose à bien.
    .not_crawl = Autant de requêtes que d’habitude viennent de clients déjà venus, revenus depuis, ou qui ont mené quelque chose à bien.
    .not_overload = Presque aucune requête ne vient de clients déjà venus, revenus depuis, ou qui aient mené quelque chose à bien.
figure-returning_clients-returning = Demandes de pages de clients qui ont ici leurs habitudes
figure-returning_clients-returning_before = De même dans la référence
figure-returning_clients-returning_ratio = Rapport de l’une à l’autre
finding-slow_requests = Requêtes laissées en suspens
    .question = Des connexions ont-elles été tenues ouvertes sans qu’une requête s’achève ?
    .attack = Bien plus de connexions que d’habitude ont été tenues ouvertes sans requête.
    .not_overload = Bien plus de connexions que d’habitude ont été tenues ouvertes sans requête, ce que les visiteurs ne font pas.
    .not_crawl = Bien plus de connexions que d’habitude ont été tenues ouvertes sans requête, ce que les robots d’indexation ne font pas.
figure-slow_requests-held = Lignes de requêtes jamais achevées
figure-slow_requests-held_before = De même dans la référence
figure-slow_requests-most_of_one_client = Nombre maximal de ces lignes pour un même client
finding-odd_methods = Requêtes insolites
    .question = Y a-t-il eu des requêtes que les logiciels des visiteurs ne font pas, ou dans un autre ordre ?
    .attack = Bien plus que d’habitude a été envoyé par des clients qui n’avaient rien reçu auparavant, ou demandé comme les visiteurs ne le font pas.
    .not_overload = Bien plus que d’habitude a été envoyé par des clients qui n’avaient rien reçu auparavant, ou demandé comme les visiteurs ne le font pas.
figure-odd_methods-odd = Requêtes que les logiciels des visiteurs ne font pas
figure-odd_methods-odd_before = De même dans la référence
figure-odd_methods-blind = Parmi les envois, ceux de clients qui n’avaient rien reçu
figure-odd_methods-blind_before = De même dans la référence
figure-odd_methods-blind_of_all = Envois de clients qui n’avaient rien reçu, parmi toutes les requêtes

not-computable-assets_elsewhere = les clients habituels ne prennent ni images, ni styles, ni scripts dans ce journal : ils sont servis ailleurs
not-computable-few_busy_clients = trop peu de clients ont demandé assez souvent
not-computable-few_clients = trop peu de clients sont venus
not-computable-few_after_silence = trop peu de personnes sont venues dans les minutes suivant le silence
not-computable-few_failures = trop peu de requêtes ont échoué
not-computable-few_requests = il y a trop peu de requêtes
not-computable-few_sequels = trop peu de clients ont connu à la fois des échecs et des réponses
not-computable-few_steps = trop peu de pas mènent d’une page connue à une autre
not-computable-load_was_borne = la demande est restée dans ce qui avait été supporté
not-computable-no_agents = le journal ne contient pas d’agents
not-computable-no_baseline = il n’y a rien à quoi comparer
not-computable-no_durations = le journal ne contient pas de durées
not-computable-no_error_log = aucun journal d’erreurs ne couvre l’incident
not-computable-no_excess = les arrivées ne dépassaient pas l’habitude
not-computable-no_expectation = rien ne dit combien d’arrivées attendre
not-computable-no_failures = rien n’a échoué
not-computable-no_healthy_minute = le journal n’a pas de minute saine hors de l’incident
not-computable-no_minutes_before = aucune minute saine juste avant les premiers échecs, ou trop peu de requêtes
not-computable-no_matched_minute = aucune minute de l’incident n’a une charge déjà supportée
not-computable-no_methods = le journal ne contient pas de méthodes
not-computable-no_networks = aucune base de réseaux ne connaît les adresses
not-computable-no_other_time = le journal ne contient pas d’autre temps ordinaire où les clients auraient pu venir
not-computable-no_queries = le journal ne contient pas de paramètres de requête
not-computable-no_referers = le journal ne contient pas de référents
not-computable-no_requests = l’incident ne contient aucune requête
not-computable-no_silence = le service n’est pas devenu silencieux
not-computable-requests_missing = l’incident se voit à des requêtes qui ne sont pas arrivées, et cette question porte sur celles qui sont arrivées
not-computable-visits_alike = les visites qui commencent et celles en cours ne se distinguent pas dans ce journal, ou sont trop peu nombreuses
not-computable-no_sizes = le journal ne contient pas de tailles
not-computable-nobody_returns = les clients habituels ne sont presque jamais revus dans ce journal
not-computable-short_window = l’incident est trop court
not-computable-few_failing_minutes = aucun serveur interne n’est nommé et trop peu de minutes ont des pages en échec

### Un incident : chiffres des verrous

figure-silence_unexplained-anew_over_under_way = visites recommencées plutôt qu’en cours, rapport de vraisemblance
figure-log_gap-anew_over_under_way = visites recommencées plutôt qu’en cours, rapport de vraisemblance
figure-host_off_possible-anew_over_under_way = visites recommencées plutôt qu’en cours, rapport de vraisemblance
figure-lines_lost-lines = lignes non écrites, pour autant qu’elles sont comptées
figure-lines_missing-missing = part des pages qui manquent, par rapport à l’habitude
figure-flood_below-messages = messages
figure-refused_unlogged-messages = messages
figure-coverage-coverage = lignes lues comme requêtes
figure-database_distance-days = jours entre la base et le journal
figure-few_requests-requests = requêtes
figure-few_requests-failures = échecs
figure-clock_step-back = minutes de recul
figure-log_ends-minutes = minutes
figure-short_incident-minutes = minutes
figure-proxy_clients-internal = requêtes venant de telles adresses
figure-proxies_only-proxied = requêtes de mandataires
figure-incidents_left_out-incidents = incidents non jugés
figure-repeated_lines-repeated = requêtes en double
figure-model_inadequate-fit = minutes reproduites
figure-labels_uncertain-untold = requêtes indécidables
figure-replay_disagrees-probability = probabilité de l’explication en tête
figure-witnesses_disagree-attack_over_overload = poids de l’attaque sur la surcharge dans les constats sans tri
figure-few_failed_clients-clients = clients ayant vu un échec
figure-costs_assumed-asset_work = travail d’un fichier par rapport à une page
figure-hypotheses_close-probability = probabilité de l’explication en tête

### Un incident : les hypothèses

contributions-title = La part de chaque facteur
contributions-intro = Chaque combinaison de ce qui sortait de l’ordinaire est rejouée. Un facteur est nécessaire lorsque l’incident n’a pas lieu sans lui, et suffisant lorsqu’il a lieu sans rien d’autre d’inhabituel ; les deux sont des proportions des rejeux. Les minutes sont sa part de celles qui ont échoué (valeur de Shapley) : ce qu’il ajoute, en moyenne sur tous les ordres dans lesquels les facteurs auraient pu survenir. Leur somme est celle des minutes en échec du rejeu tel quel, moins celles d’un jour ordinaire.
contributions-caption = Nécessité, suffisance et part des minutes en échec
column-factor = Hors de l’ordinaire
column-necessity = Nécessaire
column-sufficiency = Suffisant
column-minutes-share = Minutes (part)
factor-attack = les campagnes hostiles
factor-surge = l’excédent de demande humaine
factor-crawl = les robots d’exploration
factor-capacity_loss = la capacité perdue sans qu’une charge l’explique
factor-retries = les répétitions de ce qui avait échoué
trigger-none = Les rejeux ne disent pas ce qui l’a déclenché : il a lieu sans l’un quelconque de ces facteurs, ou bien ils se contredisent.
trigger-of = Déclenché par : { $factors }. Sans la totalité de ce qui est nommé ici, les rejeux ne cèdent pas.
sustainer-retries = Entretenu par les répétitions : environ { $minutes } des minutes en échec n’auraient pas échoué si personne n’avait réessayé, alors que les premières tentatives ne demandaient pas plus que ce qui avait été supporté. C’est une faiblesse du service, non une attaque qui se poursuit.
hypotheses-title = Les explications pesées
hypotheses-intro = Chaque explication est pesée face à toutes les autres ensemble, à chances égales au départ. Le rapport est plafonné à ce que l’outil peut affirmer sans validation sur de tels cas.
conformal-set = Explications non exclues, à 95 % : { $hypotheses }. Une explication reste en lice lorsqu’elle est ici au moins aussi probable que dans 95 sur 100 des incidents simulés dont elle était réellement la cause (ensemble conforme).
conformal-none = À 95 %, aucune explication ne convient aussi bien que les vraies sur les incidents simulés (ensemble conforme vide) : ou bien les constats se contredisent, ou bien cet incident ne leur ressemble pas.
hypotheses-caption = Explications
hypothesis-attack = attaque
    .meaning = Un trafic automatisé hostile a fourni la charge qui a dépassé la capacité.
hypothesis-overload = surcharge
    .meaning = La demande humaine a fourni la charge qui a dépassé la capacité.
hypothesis-crawl = exploration
    .meaning = Un trafic automatisé non hostile a fourni la charge qui a dépassé la capacité.
hypothesis-capacity_loss = perte de capacité
    .meaning = La capacité a baissé, sous une charge déjà supportée.
hypothesis-upstream_loss = perte en amont
    .meaning = Les requêtes n’atteignaient plus le service : réseau, amont, service de noms.

### Un incident : les campagnes

campaigns-title = Campagnes
campaigns-intro = Groupes de sources qui agissent de même. La qualification de chacun est une interprétation des mesures qui l’accompagnent.
campaigns-caption = Campagnes, de la plus grande à la plus petite
campaign-title = Campagne { $id } : { $nature }
campaign-when = De la première à la dernière requête
campaign-path = Chemin le plus demandé
campaign-path-share = Sa part de la campagne
campaign-agent = Agent le plus fréquent
campaign-agent-share = Sa part de la campagne
campaign-countries = Pays
campaign-networks = Réseaux
network-unknown = réseau inconnu des bases
agent-none = (aucun)
nature-hostile = hostile
nature-crawl = robot d’exploration
nature-service = machine habituelle
nature-human = personnes
nature-unknown = indécidable
citations-intro = Quelques-unes de ses requêtes :
reasons-caption = Pourquoi la campagne { $id } est qualifiée ainsi
reason-no_assets = Pages servies à des navigateurs qui ne prennent rien de ce qu’elles entraînent
reason-repeats_target = Requêtes d’un client vers sa page la plus demandée, en multiples de l’habituel
reason-regular_gaps = Clients qui demandent à intervalles réguliers
reason-rate_above_baseline = Débit sur le débit habituel d’un client
reason-ignores_failures = Échecs ignorés : clients qui continuent malgré tout
reason-single_target = Requêtes vers un seul chemin
reason-cache_busting = Requêtes à paramètres jamais répétés
reason-forged_agents = Requêtes à agents impossibles ou toujours changeants
reason-absent_from_baseline = Clients jamais vus auparavant
reason-fetches_again = Fichiers envoyés en entier alors qu’ils venaient de l’être, ce que ne demande aucun navigateur qui les garde
reason-plays_recordings = Clients qui refont le même chemin à la même cadence, ou celui d’un autre
reason-unmoved_by_answers = Étapes refaites à la même cadence alors que la réponse avait échoué une fois sur les deux
reason-long_visits = Pages d’une visite, en multiples de ce que presque aucun visiteur habituel ne dépasse
reason-goes_nowhere = Pages servies suivies de la même page, là où les internautes passent à d’autres
reason-like_hostile_group = Signes communs avec un groupe hostile qui demande la même page
reason-asks_though_served = Pages redemandées aussitôt alors qu’elles avaient été servies
reason-no_referers = Requêtes sans référent vers une page que l’on atteint par des liens
reason-false_referers = Référents qui ne nomment pas la page où se trouvait le client
reason-equal_members = Dispersion des requêtes entre clients, rapportée à celle de clients indépendants
reason-heedless = Pages demandées après un échec autres que celle qui avait échoué
reason-hosting_networks = Requêtes venant d’hébergeurs
reason-breadth = Chemins différents par requête
reason-declared = Requêtes qui se déclarent robot
reason-habitual = Débit habituel rapporté à celui de l’incident
reason-navigates = Clients qui vont de page en page

### Colonnes

column-claim = Affirmation
column-who = Qui
column-quote = Propos
column-outcome = Issue
column-blank = Vides
column-built = Construite
column-bytes = Octets
column-campaign = Campagne
column-cap = Plafond
column-country = Pays
column-database = Base
column-event = Ce qui est journalisé
column-events = Événements
column-limit = Limite
column-count = Fois
column-first = Premier (UTC)
column-last = Dernier (UTC)
column-exhibit = Pièce
column-failing-minutes = Minutes en échec (médiane)
column-fails = Issue
column-failure-share = En échec
column-failures = Échecs
column-figure = Chiffre
column-foreign = De l’étranger
column-hypothesis = Explication
column-incidents = Incidents
column-network = Réseau
column-operator = Opérateur
column-expected-requests = Requêtes attendues
column-came-requests = Venues
column-expected-visits = Visites attendues
column-begun-visits = Commencées
column-chance = Par hasard au plus
column-bounds = Bornes
column-interval = Intervalle à 95 %
column-kind = Nature
column-lines = Lignes
column-log10 = log10 du rapport
column-log10-cap = log10 du plafond
column-meaning = Sens
column-nature = Qualification
column-p95 = 95 % des réponses en moins de
column-peak = Pointe
column-probability = Probabilité
column-proposition = Proposition
column-quantile = Client
column-rate-baseline = Référence
column-rate-incident = Incident
column-ratio = Rapport de vraisemblance
column-reason = Raison
column-rejects = Rejets
column-replay = Rejeu
column-replays-failing = Rejeux qui cèdent
column-requests = Requêtes
column-idle = Connexions sans requête
column-service = Service
column-share = Part
column-share-baseline = Référence
column-share-incident = Incident
column-sources = Sources
column-support = En mots
column-term = Terme
column-day = Jour
column-weekday = Jour de la semaine
column-time = Heure (UTC)
column-value = Valeur
column-when = Quand
column-words = En mots

### Graphiques

chart-numbers = Nombres : { $title }
chart-overview = { $service } : { $failures } requêtes en échec sur { $requests }, { $incidents }
    .description = { $n ->
    [0] Requêtes par seconde sur toute la période, échecs en aire pleine. Aucun incident n’est marqué.
    [one] Requêtes par seconde sur toute la période, échecs en aire pleine. Un incident est hachuré.
   *[other] Requêtes par seconde sur toute la période, échecs en aire pleine. { $n } incidents sont hachurés et numérotés.
}
chart-load = Incident { $id } : jusqu’à { $peak } requêtes par seconde demandées à { $service } ; { $share } de celles de l’incident ont échoué
    .description = { $n ->
    [one] En haut, requêtes arrivées et requêtes servies, par seconde, à chaque minute ; en bas, les échecs. L’incident est hachuré.
   *[other] En haut, requêtes arrivées et requêtes servies, par seconde, moyennes sur { $n } minutes ; en bas, les échecs. L’incident est hachuré.
}
chart-replays = Incident { $id } : { $service } aurait-il cédé autrement ? Minutes en échec : { $observed } observées, { $replayed } rejouées telles quelles, { $left } avec un seul changement : « { $name } »
    .description = { $n ->
    [one] Chaque ligne est un rejeu, minute par minute : l’aire est ce qui a échoué, le trait est le rejeu. Dans la première rien n’est changé : le trait doit y suivre l’aire. L’aire compte des requêtes et le trait du travail, les hauteurs peuvent donc différer ; une minute est en échec au-delà de { $share }, trop peu pour se voir ici, et l’étiquette donne les minutes en échec avec les bornes de 95 % des tirages. L’incident est hachuré.
   *[other] Chaque ligne est un rejeu, en moyennes sur { $n } minutes : l’aire est ce qui a échoué, le trait est le rejeu. Dans la première rien n’est changé : le trait doit y suivre l’aire. L’aire compte des requêtes et le trait du travail, les hauteurs peuvent donc différer ; une minute est en échec au-delà de { $share }, trop peu pour se voir ici, et l’étiquette donne les minutes en échec avec les bornes de 95 % des tirages. L’incident est hachuré.
}
chart-replays-alone = Incident { $id } : { $service } aurait-il cédé autrement ? Il n’y a rien à changer ; minutes en échec : { $observed } observées, { $replayed } rejouées telles quelles
replay-panel = minutes en échec : { $minutes } ({ $low } … { $high })
chart-latency = Incident { $id } : 95 % des réponses de { $service } en moins de { $during }, en dehors de l’incident en moins de { $outside }
    .description = { $n ->
    [one] Temps de service que 95 % des réponses ne dépassent pas, à chaque minute ; le titre en donne la médiane. L’incident est hachuré.
   *[other] Temps de service que 95 % des réponses ne dépassent pas, le plus élevé de chaque tranche de { $n } minutes ; le titre en donne la médiane. L’incident est hachuré.
}
chart-latency-alone = Incident { $id } : 95 % des réponses de { $service } en moins de { $during }
chart-countries = Incident { $id } : { $share } des requêtes à { $service } venaient de { $country }, d’habitude { $before }
    .description = Part des requêtes selon le pays de l’adresse. Sur la carte, couleur d’autant plus forte que la part pendant l’incident est grande, selon sa racine ; barres pleines : l’incident, barres creuses : la référence.
chart-countries-alone = Incident { $id } : { $share } des requêtes à { $service } venaient de { $country }
map-overseas = Outre-mer
chart-rates = Incident { $id } : un client sur cent demandait à { $service } plus de { $now }, d’habitude { $before }
    .description = Part des clients qui ne demandent pas plus vite qu’un débit donné, échelle logarithmique : trait plein pendant l’incident, tirets dans la référence. Une courbe plus à droite signifie des clients plus rapides.
chart-rates-alone = Incident { $id } : un client sur cent demandait à { $service } plus de { $now }
chart-campaigns = Incident { $id } : la campagne { $campaign } ({ $nature }) a apporté { $share } des requêtes
    .description = { $n ->
    [one] Requêtes par seconde de chaque campagne, minute par minute, toutes à la même échelle ; l’incident est hachuré. Les campagnes hostiles sont remplies.
   *[other] Requêtes par seconde de chaque campagne, moyennes sur { $n } minutes, toutes à la même échelle ; l’incident est hachuré. Les campagnes hostiles sont remplies.
}
campaign-panel = { $id } · { $nature }
campaign-panel-peak = pointe { $rate }
chart-heat = { $service } : l’heure la plus chargée commence le { $busy } ({ $requests } requêtes), celle qui compte le plus d’échecs le { $failed } ({ $failures } échecs)
    .description = Requêtes de chaque heure, UTC : couleur d’autant plus forte qu’elles sont nombreuses, selon la racine de leur nombre. La surface d’un point est la part des échecs.
    .description_weekly = Moyenne des requêtes de chaque heure de la semaine, UTC : couleur d’autant plus forte qu’elles sont nombreuses, selon la racine de leur nombre. La surface d’un point est la part des échecs.
chart-heat-calm = { $service } : l’heure la plus chargée commence le { $busy } ({ $requests } requêtes) ; rien n’a échoué
chart-heat-numbers = Requêtes (échecs) de chaque heure : { $title }
chart-weights = Incident { $id } : ce que les constats étayent le plus est « { $hypothesis } » (rapport de vraisemblance { $ratio })
    .description = Les barres vers la droite étayent une explication, les barres creuses vers la gauche la contredisent ; les tirets sont les plafonds.
axis-rate = Requêtes par seconde
axis-failures = Échecs par seconde
axis-latency = Secondes
axis-lost = Échecs, en pour cent de ce qui était demandé
axis-clients = Part des clients qui ne demandent pas plus vite
axis-client-rate = Requêtes par minute et par client (logarithmique)
axis-ratio = Rapport de vraisemblance face aux autres explications (logarithmique)
legend-heat = Requêtes, peu à beaucoup
legend-heat-share = Part pendant l’incident
legend-home = { $home }, pays de référence
legend-heat-failed = Part des échecs
legend-campaign = Autres campagnes
legend-load = Arrivées
legend-goodput = Servies
legend-expected = Attendues d’après la référence
legend-hostile = De campagnes hostiles
legend-capacity = Capacité démontrée, avec ses bornes (en requêtes du mélange habituel)
legend-failures = En échec
legend-incident = Incident
legend-observed = Observé (requêtes)
legend-replayed = Rejoué (travail, tirage médian)
legend-latency = Temps que 95 % des réponses ne dépassent pas
legend-during = Pendant l’incident
legend-baseline = Référence
legend-for = Pour
legend-against = Contre
legend-cap = Plafond

### Pièces

custody-title = Pièces examinées
custody-intro = Fichiers examinés, tels que reçus. Aucun n’a été modifié. L’empreinte a été calculée sur les octets mêmes qui ont été lus.
custody-duplicates = { $n ->
    [one] { $n } fichier a été écarté parce qu’un autre a les mêmes octets :
   *[other] { $n } fichiers ont été écartés parce que d’autres ont les mêmes octets :
}
custody-no-duplicates = Aucun de ces fichiers n’est la copie d’un autre, et aucune requête ne figure dans deux d’entre eux.
custody-left-out = { $n ->
    [one] { $n } fichier nommé ou trouvé n’a pas été lu :
   *[other] { $n } fichiers nommés ou trouvés n’ont pas été lus :
}
custody-repeated = { $n ->
    [one] { $n } requête figure dans plusieurs pièces et compte plus d’une fois (--dedupe ne la garde qu’une fois) :
   *[other] { $n } requêtes figurent dans plusieurs pièces et comptent plus d’une fois (--dedupe ne garde chacune qu’une fois) :
}
custody-deduped = { $n ->
    [one] { $n } requête figure dans plusieurs pièces ; elle a été gardée une fois :
   *[other] { $n } requêtes figurent dans plusieurs pièces ; chacune a été gardée une fois :
}
exhibit-wrapper = Enveloppes autour des lignes
exhibit-also = Lignes d’autres formats
exhibit-zone = Fuseau horaire
exhibit-zone-written = écrit dans chaque horodatage ; ce rapport compte en UTC
exhibit-zone-given = absent des horodatages : lus comme { $zone }, tel que donné
exhibit-zone-beside = absent des horodatages : lus comme { $zone }, ce que les requêtes voisines écrivent à ce moment
exhibit-zone-assumed = absent des horodatages : lus comme { $zone }, qui est supposé
exhibit-inferred = Déduit des valeurs
custody-archive = { $n ->
    [one] Archive { $path } (SHA-256 { $sha256 }) : { $n } fichier.
   *[other] Archive { $path } (SHA-256 { $sha256 }) : { $n } fichiers.
}
custody-mandate = Mission : { $path }, SHA-256 { $sha256 }.
custody-rules-refused = Les règles de { $path } n’ont pas été employées, faute d’être comprises : { $why } (SHA-256 { $sha256 }).
custody-rules = { $n ->
    [one] Règles fournies en plus des signatures intégrées : { $path } (SHA-256 { $sha256 }), { $n } signature.
   *[other] Règles fournies en plus des signatures intégrées : { $path } (SHA-256 { $sha256 }), { $n } signatures.
}
custody-same-log = { $n ->
    [one] { $n } pièce contient le même journal qu’une autre, compressé autrement :
   *[other] { $n } pièces contiennent le même journal qu’une autre, compressé autrement :
}
exhibit-archive = Membre de l’archive
exhibit-encoding = Codage, lu en UTF-8
exhibit-title = Pièce { $n } : { $path }
exhibit-sha256 = SHA-256
exhibit-size = Taille à réception
exhibit-modified = Dernière modification
exhibit-compression = Compression
exhibit-format = Format
exhibit-format-value = { $format } (confiance { $confidence })
exhibit-stamp = L’horodatage marque
exhibit-span = Premier et dernier horodatage
exhibit-damage = Endommagée : { $damage }. Ce qui précède a été lu et compté.
compression-none = aucune
compression-gzip = gzip
compression-zstd = Zstandard
compression-bzip2 = bzip2
compression-xz = xz
compression-lz4 = LZ4
stamp-start = l’arrivée des requêtes
stamp-end = la fin des requêtes
stamp-unknown = l’arrivée ou la fin : le format ne le dit pas
accounting-title = Chaque ligne comptée
accounting-intro = Chaque octet appartient à une requête, à un rejet, à un événement (ligne d’un journal d’accompagnement) ou à une ligne vide. Les lignes rejetées sont conservées avec pièce, position et raison dans rejects.ndjson du dossier.
accounting-caption = Lignes par pièce
accounting-total = Total
rejects-caption = Lignes rejetées par raison
reject-line_too_long = Ligne trop longue
reject-cut_off_by_damage = Coupée par un dommage
reject-no_time_stamp = Sans horodatage
reject-bad_time = Heure impossible
reject-no_client = Sans client
reject-no_request = Sans requête
reject-not_as_its_format_says = Non conforme à son format
reject-unclosed_quote = Guillemet non fermé
reject-of_another_format = Ligne d’un autre format
reject-other_number_of_fields = Nombre de champs différent de celui des colonnes
reject-no_header_of_columns = Aucun en-tête ne nomme les colonnes
reject-bad_status = Code de statut impossible
reject-bad_bytes = Taille impossible
reject-an_object_of_another_kind = Un objet d’un autre genre
reject-no_JSON_object = Pas d’objet JSON
reject-bad_duration = Durée impossible
reject-no_status = Sans code de statut
reject-no_line_of_this_error_log = Pas une ligne de ce journal d’erreurs
databases-title = Bases de localisation et de réseaux
databases-intro = Le pays et le réseau d’une adresse changent au fil des ans : la distance entre la base et le journal est indiquée. L’une donne les réponses utilisées ici, les autres montrent combien elles en dépendent.
database-title = { $name }
database-role = Emploi
database-primary = réponses utilisées dans ce rapport
database-other = pour comparaison
database-holds = Contenu
holds-country = pays
holds-asn = réseaux (numéros d’AS)
holds-network_class = nature des réseaux
database-file = Nom ou fichier
licence-of-user = licence telle que son utilisateur l’a reçue
database-built = Construite
database-distance = Distance au journal
database-sha256 = SHA-256
database-licence = Licence et attribution
distance-before = { $n ->
    [one] { $n } jour avant la première ligne
   *[other] { $n } jours avant la première ligne
}
distance-after = { $n ->
    [one] { $n } jour après la dernière ligne
   *[other] { $n } jours après la dernière ligne
}
distance-inside = dans la période du journal
gaps-title = Lacunes des journaux
gaps-intro = { $n ->
    [0] Aucune plage sans lignes n’a été trouvée là où des lignes étaient attendues.
    [one] { $n } plage sans aucune ligne là où des lignes étaient attendues :
   *[other] { $n } plages sans aucune ligne là où des lignes étaient attendues :
}

### Journaux d’accompagnement

notice-intrusion = { $campaigns } de tentatives d’intrusion, à part de toute panne : voir « Tentatives d’intrusion ».
notice-intrusion-suspected = { $campaigns } de tentatives d’intrusion, à part de toute panne. Requêtes qui ont pu réussir : { $n }. Voir « Tentatives d’intrusion ».
notice-events = { $n ->
    [one] { $n } ligne de journaux d’accompagnement signale une limite ou une défaillance des serveurs.
   *[other] { $n } lignes de journaux d’accompagnement signalent des limites ou des défaillances des serveurs.
}
events-title = Ce que les serveurs disent d’eux-mêmes
events-intro = Lignes de journaux d’erreurs et d’autres journaux d’accompagnement qui ne sont pas des requêtes mais touchent à ce que les serveurs pouvaient faire. Elles sont données telles que journalisées ; aucun constat ne repose encore sur elles.
events-caption = Événements par nature
reached-title = Limites que les serveurs disent atteintes
reached-intro = Pendant l’incident, les serveurs ont journalisé qu’une de leurs limites était atteinte. Des personnes comme des machines peuvent atteindre une limite.
event-worker_limit = tous les processus occupés
event-connection_limit = plus de connexion possible
event-queue_full = file d’attente pleine
event-resource_limit = ressource du système épuisée
event-upstream_timeout = serveur amont trop lent
event-upstream_failure = serveur amont en échec
event-no_upstream = plus de serveur amont
event-rate_limit = débit limité
event-blocked = bloqué par un filtre
event-client_left = client parti avant la réponse
event-idle_timeout = connexion inactive fermée
event-tls_failure = échec de la négociation TLS
event-restart = démarrage, arrêt ou rechargement
event-worker_death = processus mort
event-log_loss = lignes non journalisées
event-other = autre

### Limites

limits-title = Ce que les journaux d’accès ne peuvent montrer
limits-intro = Ces limites valent pour tout rapport de ce genre, quelle que soit sa réponse.
limit-below_http = Une saturation en dessous de HTTP (par des paquets ou des connexions, sur la ligne ou avant le serveur) ne laisse aucune ligne dans un journal d’accès. Elle ne peut être ni montrée ni exclue ici.
limit-unlogged = Les requêtes refusées avant d’être journalisées manquent. La demande pendant un incident était au moins celle que montre le journal.
limit-intent = L’intention n’est pas dans un journal. « Hostile » nomme un comportement qui ne sert aucun lecteur, jamais un mobile ni une infraction.
limit-identity = Une adresse n’est pas une personne. Beaucoup de gens partagent une adresse, et une personne peut en utiliser beaucoup.
limit-direction = Qui dirigeait un trafic automatisé ne se lit pas dans les adresses d’où il venait.
limit-country = Le pays d’une adresse est une inscription dans une base datée. Il ne dit rien de qui contrôlait l’adresse.
limit-agent = Ce qu’un client dit de lui-même (agent, référent) peut être n’importe quoi. Ce n’est jamais une preuve en soi.
limit-causes = Les causes internes aux serveurs (mémoire, disques, verrous, bases de données) ne se voient que par leur effet sur les réponses.

### Reproduction

reproduce-title = Comment obtenir le même résultat
reproduce-intro = Les mêmes pièces, bases et options donnent le même verdict et le même rapport, octet pour octet, avec afflux { $version }. Comparer d’abord les empreintes des pièces et des bases.
reproduce-command = Commande de cette exécution :
reproduce-queries = Questions que l’on peut poser au dossier :
reproduce-rows = Chaque ligne citée dans ce rapport est désignée par sa pièce et la position de son premier octet dans le fichier décodé.
reproduce-cite = Afficher la ligne brute qui commence à un octet d’une pièce :

### Échelle verbale et glossaire

scale-title = L’échelle verbale
scale-intro = Échelle du guide de l’ENFSI pour les rapports évaluatifs (2015). Les bornes des bandes sont conventionnelles ; une borne appartient à la bande inférieure. En dessous de 1, l’inverse du rapport étaye les autres explications.
scale-caption = Le rapport de vraisemblance en mots
glossary-title = Termes
glossary-caption = Termes de ce rapport
term-incident = incident
    .meaning = Un service et un moment où il a échoué, ralenti ou cessé d’être sollicité.
term-baseline = référence
    .meaning = La période à laquelle un incident est comparé.
term-failure = échec
    .meaning = Une réponse qui n’a pas donné ce qui était demandé : erreur de serveur, refus, délai dépassé ou page d’attente.
term-goodput = servi
    .meaning = Les réponses qui ont donné ce qui était demandé.
term-campaign = campagne
    .meaning = Un groupe de sources qui agissent de même.
term-hostile = hostile
    .meaning = Automatisé, et sans autre utilité que de charger le service, de le faire céder ou d’y entrer. C’est un constat de comportement, non d’intention.
term-finding = constat
    .meaning = La réponse à une question posée aux journaux, avec ses chiffres.
term-ratio = rapport de vraisemblance
    .meaning = Combien de fois les constats sont plus attendus sous une explication que sous les autres.
term-cap = plafond
    .meaning = Le plus grand rapport que l’outil peut affirmer sans validation sur de tels cas.
term-gate = limite d’une réponse
    .meaning = Une condition qui abaisse ou interdit une conclusion.
term-but_for = rejeu
    .meaning = L’incident recalculé en changeant une seule chose, de nombreuses fois sur ce qui est incertain.
term-capacity = capacité démontrée
    .meaning = Le plus qui a été servi par seconde en une minute saine, ou sous surcharge si c’était davantage, en requêtes du mélange habituel : une borne inférieure.
term-fresh_demand = premières tentatives
    .meaning = Les requêtes sans les répétitions de celles qui ont échoué.
term-reject = rejet
    .meaning = Une ligne qui n’a pas pu être lue comme une requête.
term-client = client
    .meaning = Une adresse, ou le nom ou l’identifiant masqué que le journal donne à sa place. Ce n’est pas une personne.
term-agent = agent
    .meaning = Le nom que le logiciel du client se donne. Il peut être faux.
term-referer = référent
    .meaning = La page d’où le client dit venir. Elle peut être fausse.
term-as = AS
    .meaning = Système autonome : le réseau d’un opérateur ou d’un hébergeur, avec son numéro.
term-utc = UTC
    .meaning = Temps universel coordonné. En France, on ajoute une heure l’hiver et deux heures l’été.
term-digest = SHA-256
    .meaning = Empreinte d’un fichier : un seul octet changé en donne une autre.
term-interval = intervalle à 95 %
    .meaning = L’étendue qui, dans 95 cas sur 100, contient la valeur cherchée.
term-probability = probabilité
    .meaning = Ce que les constats donnent à chaque explication si toutes avaient au départ les mêmes chances. La probabilité finale appartient au juge, qui connaît le reste du dossier.
term-cllr = Cllr
    .meaning = Coût moyen des rapports de vraisemblance mesurés sur des cas connus : 0 est parfait, 1 ne dit rien.
term-escape = \u{"{"}…{"}"}
    .meaning = Un caractère du journal qui agirait ou se cacherait au lieu de se montrer, par son numéro Unicode. « … [300/1048576] » signifie que 300 caractères sur 1 048 576 sont montrés.

### Commandes sur un dossier

show-gone = la pièce n’est plus là où le dossier l’indique : ses lignes ne peuvent être montrées
show-differs = la pièce n’est pas celle qui a été examinée : son SHA-256 diffère, ses lignes ne sont pas montrées
show-no-line = la pièce s’arrête avant cette ligne
show-inside = aucune ligne ne commence à cet octet : la suite de la ligne est montrée
show-more = { $n ->
    [one] { $n } autre incident a un constat de ce nom : choisir avec --incident
   *[other] { $n } autres incidents ont un constat de ce nom : choisir avec --incident
}
verify-tool = outil : écrit par afflux { $stored }, contrôlé par la même version
verify-other-tool = outil : écrit par afflux { $stored }, contrôlé par { $own } : une autre version peut juger autrement
verify-no-files = dossier : le manifeste ne nomme aucun fichier du dossier, aucun ne peut donc être contrôlé (une version plus ancienne l’a écrit)
verify-files = dossier : { $same } fichiers sur { $all } sont ce que dit le manifeste
verify-exhibits = pièces : { $same } sur { $all } sont ce que dit le manifeste
verify-file-differs = {"  "}diffère : { $name } (SHA-256 actuel { $sha256 })
verify-file-gone = {"  "}manque : { $name }
verify-file-added = {"  "}absent du manifeste : { $name }
verify-verdict-skipped = verdict : non rejugé (--no-rerun)
verify-verdict-impossible = verdict : n’a pas pu être rejugé : { $why }
verify-not-without-exhibits = toutes les pièces ne sont pas là avec les octets examinés
verify-verdict-same = verdict : reproduit, octet pour octet
verify-verdict-differs = verdict : non reproduit
verify-made-differs = {"  "}diffère : { $name }
verify-difference = {"  "}{ $at } : le dossier a { $stored }, cette version donne { $made }
verify-database = {"  "}la base de lieux { $name } n’est pas l’une de celles du dossier
verify-unsigned = le dossier ne contient pas de signature
verify-signature = signature : bonne, par la clé { $key } ({ $comment })
verify-signature-bad = signature : non valable : { $why }
verify-stamp = horodatage : { $time }, sur ce manifeste, politique { $policy }. La signature de l’autorité n’est pas contrôlée ici : openssl ts -verify le fait.
verify-stamp-bad = horodatage : pas celui de ce dossier : { $why }
verify-holds = Tout ce qui a été contrôlé est ce qu’il était.
verify-differs = Quelque chose diffère, manque ou n’a pas pu être contrôlé.
seal-written = écrit : { $path }

### Annexe

expert-title = À compléter et à signer par l’expert
expert-intro = Ce que l’outil ne peut savoir. Il n’atteste rien à la place de l’expert.
expert-name = Nom, qualité, serment
expert-received = Pièces reçues de, le, par
expert-seals = Scellés, numéros et état
expert-helpers = Personnes ayant prêté leur concours
expert-signed = Fait à, le, signature
sources-title = Annexe : les sources
sources-intro = Les sources des campagnes qualifiées d’hostiles, pour les incidents dont la cause est nommée, les plus actives d’abord. Une adresse n’est pas une personne : voir les limites.
sources-addresses = Ce sont les adresses telles qu’elles sont dans les journaux. Une copie destinée à d’autres peut être faite avec --pseudonymise.
sources-pseudonyms = Les adresses et les réseaux (/24, /48) portent des pseudonymes : les 64 premiers bits d’un HMAC-SHA-256 sous la clé { $key }. Une même adresse a le même pseudonyme dans tous les rapports faits sous cette clé. La clé est conservée à part ; le dossier lui-même contient les adresses.
sources-pseudonyms-kept = Les sources portent des pseudonymes dans tous les rapports de ce dossier et dans indicators.csv ; indicators.stix.json n’en nomme aucune, car un indicateur est une adresse. Les adresses telles que journalisées restent dans requests/, rejects.ndjson et les journaux, dans les lignes qu’affichent afflux show et afflux query, dans les textes des journaux qui en contiennent une (un chemin, un référent, un agent), dans la commande telle que tapée, et dans les préfixes de réseaux entiers devenus muets. Transmettez les rapports, pas le dossier.
sources-caption = Sources des campagnes hostiles
sources-rest = { $n ->
    [one] { $n } autre source figure dans indicators.csv.
   *[other] { $n } autres sources figurent dans indicators.csv.
}
column-source = Source
column-as = AS

### Ce que demande un lecteur attentif

question-title = La question
question-mandate = La mission est citée en tête de ce rapport. Les journaux d’accès peuvent éclairer une de ses questions :
question-no-mandate = Aucune mission n’a été jointe : ce rapport répond à la question suivante.
question-intro-quiet = Le service a-t-il cédé, et pourquoi ? Aucun incident n’ayant été trouvé, ces explications n’ont pas eu à être soumises aux journaux :
question-intro = Pourquoi le service a-t-il cédé ? Ces explications ont été soumises aux journaux, chacune contre toutes les autres :
question-apart = Les tentatives d’intrusion sont une question à part. L’intention, la culpabilité et l’identité des personnes ne sont pas des questions de journaux d’accès.
question-claims = { $n ->
    [0] Aucune affirmation n’a été soumise à l’examen (--claims).
    [one] { $n } affirmation a été soumise à l’examen.
   *[other] { $n } affirmations ont été soumises à l’examen.
}
method-title = Méthode
method-intro = afflux { $version } a compté ce que disent les lignes, trouvé les incidents, comparé chacun à sa référence, soumis les deux à ses tests, rejoué l’incident en retirant une cause, et nommé une cause seulement là où aucune limite ne l’interdit. Les { $thresholds } nombres qui entrent dans une décision sont imprimés à la fin de ce rapport et dans manifest.json.
method-seeds = Tout tirage aléatoire part de graines qui font partie du programme : rien ne dépend du hasard, de l’heure, du nombre de fils d’exécution ni de l’ordre des fichiers.
thresholds-title = Seuils et graines
thresholds-caption = Tous les nombres qui entrent dans une décision
thresholds-intro = Les { $n } nombres avec lesquels le programme décide, et les graines de ses tirages, tels que dans cette exécution. Aucun n’est réglé par l’utilisateur. Ce qui n’a pas d’autre unité est un simple nombre : un compte, une part ou un rapport. Un nom est aussi un lieu : ce qui précède son dernier point est le module du code source, sous afflux::judge, où le nombre est défini ; sa raison ou sa source dans la littérature s’y trouve. « Ce qui la changerait » dit, pour chaque incident, desquels dépend son verdict.
threshold-baseline = à quoi un incident est comparé
threshold-campaign = quelles sources agissent de même, et pour quoi elles sont prises
threshold-recording = qui rejoue un enregistrement
threshold-crowd = à partir de quelle part une habitude marque une foule
threshold-capacity = ce que peuvent les serveurs, et ce que coûte une requête
threshold-claim = si une affirmation s’accorde avec les journaux
threshold-clock = quand une horloge est tenue pour avoir sauté
threshold-counterfactual = les rejeux : si le service aurait cédé autrement
threshold-hostile = si la charge hostile peut avoir été la cause
threshold-incident = quand un service est tenu pour défaillant, lent ou muet
threshold-network = si un réseau s’est tu
threshold-outcome = quelle réponse compte pour un échec
threshold-demand = combien de premiers essais et de visites ont faits les gens
threshold-onset = comment les échecs ont commencé
threshold-proxies = si des adresses recouvrent beaucoup de gens
threshold-intrusion = tentatives d’intrusion : ce qui compte, et ce qui a pu réussir
threshold-conformal = quelles explications ne sont pas exclues
threshold-decide = quelle cause les rejeux nomment
threshold-gates = ce qui limite ou interdit un verdict
threshold-silence = pourquoi les requêtes n’arrivaient plus
threshold-weigh = comment les constats sont pesés et plafonnés
threshold-test = test { $number }, { $title }
threshold-unit-number = nombre
threshold-unit-time = durée
threshold-unit-minutes = minutes
threshold-unit-days = jours
threshold-unit-log10 = puissance de dix
threshold-unit-seed = graine
column-unit = Unité
column-decides = Ce qu’il décide
column-name = Nom
method-validation = Validation : l’outil a été confronté à { $worlds } mondes simulés d’un modèle énoncé, dont la vérité est connue (page de référence « validation » ; { $command } les rejoue). Parmi ceux où aucune attaque n’était en cause, une a été nommée dans { $accused } ; incidents dont la cause a été nommée correctement : { $right } ; Cllr { $cllr }. Chaque incident porte les chiffres de ses conditions. Ils portent sur les mondes du simulateur : il n’existe pas de recueil public de pannes jugées, et aucun taux d’erreur n’est connu pour des incidents réels.
method-validation-none = Validation : ce programme ne contient aucun chiffre de mondes simulés, et aucun taux d’erreur n’est connu pour des incidents réels.
health-title = Horloges et état des journaux
health-intro = Ce qui a été vu des horodatages et des adresses. Des lignes dans le désordre sont habituelles là où les serveurs écrivent à la fin d’une requête ; un grand pas en arrière ou un long silence ne l’est pas.
health-caption = État de chaque pièce
health-rest = { $n ->
    [one] { $n } autre pièce figure dans manifest.json.
   *[other] { $n } autres pièces figurent dans manifest.json.
}
column-out-of-order = Dans le désordre
column-step-back = Plus grand pas en arrière
column-silence = Plus long silence
column-folds = En heures doubles ou absentes
column-incomplete = Horodatages sans fuseau, année ou heure
column-internal = Adresses internes
reproduce-verdict = SHA-256 attendu de verdict.json
reproduce-verify = Contrôler d’un coup les fichiers du dossier, les pièces et le verdict :
contrary-title = Les éléments contraires
contrary-intro = Tous les constats qui parlent contre « { $hypothesis } », ou pour une explication écartée plus que pour elle, les plus forts d’abord :
sensitivity-title = Ce que la conclusion doit à un seul genre d’indices
sensitivity-intro = Les constats pesés de nouveau sans chacune des familles de tests. Les rejeux et les limites n’en font pas partie.
sensitivity-caption = L’explication la plus probable sans chaque famille
sensitivity-none = rien (tous les constats)
sensitivity-changed = { $n ->
    [0] L’explication la plus probable reste la même quelle que soit la famille écartée.
    [one] Sans { $n } famille, une autre explication est la plus probable : la conclusion repose sur elle.
   *[other] Sans l’une quelconque de { $n } familles, une autre explication est la plus probable : la conclusion repose sur chacune d’elles.
}
moved-intro = Chaque seuil qui peut interdire un verdict, divisé puis multiplié par deux : seule la décision est reprise, rien n’est mesuré de nouveau. Pour une proportion proche du tout, c’est ce qui manque au tout qui est divisé et multiplié ; pour une probabilité, sa cote.
moved-caption = La cause avec d’autres seuils
moved-at = { $cause } ({ $bound })
moved-changed = { $n ->
    [0] Avec chacun de ces seuils à la moitié ou au double de sa valeur, la cause est la même.
    [one] Avec { $n } de ces seuils à la moitié ou au double de sa valeur, une autre cause serait nommée, ou aucune là où il y en a une.
   *[other] Avec { $n } de ces seuils à la moitié ou au double de leur valeur, une autre cause serait nommée, ou aucune là où il y en a une.
}
unlogged-same = Une demande refusée avant que le serveur n’écrive une ligne ne figure dans aucun journal. Si les personnes avaient demandé jusqu’à { $high } fois ce que le journal montre d’elles pendant les échecs, le verdict serait le même : { $low_cause }. { $source }
unlogged-changes = Une demande refusée avant que le serveur n’écrive une ligne ne figure dans aucun journal. Sans rien de plus que le journal, le verdict est : { $low_cause }. Si les personnes avaient demandé { $from } fois ce que le journal montre d’elles pendant les échecs, ou davantage, il serait autre ; à la borne supérieure, { $high } fois : { $high_cause }. { $source }
unlogged-measured = La borne supérieure est le maximum des cinq premières minutes qui suivent. Les journaux de ce qui précède le serveur, et ses compteurs de connexions refusées, la resserreraient.
unlogged-assumed = Le journal ne la borne pas : ce facteur est une convention. Les journaux de ce qui précède le serveur, et ses compteurs de connexions refusées, la borneraient.
unlogged-none = Rien n’a pu être rejoué : aucune borne de la demande non journalisée n’a été mise à l’épreuve.
bound-coverage = Lignes lues comme des requêtes
bound-repeated = Requêtes présentes dans plusieurs pièces
bound-requests = Requêtes
bound-failures = Échecs
bound-failed_clients = Clients ayant vu un échec
bound-untold = Requêtes d’émetteurs qui ne peuvent être classés
bound-fit = Accord du rejeu avec l’incident (F1)
bound-witnesses = Attaque contre surcharge, d’après les constats qui n’utilisent pas le tri des clients
bound-probability = Probabilité de ce qui est nommé
bound-attack_at_all = Probabilité d’une attaque, nommée avec la surcharge
bound-sure = Tirages d’un rejeu qui doivent concorder
column-bound = Seuil portant sur
column-measured = Mesuré
column-asked-for = Seuil
column-at-half = À la moitié
column-at-twice = Au double
column-left-out = Écarté
column-likeliest = Explication la plus probable
confounders-title = Ce que l’on pourrait confondre
confounders-intro = Ce que l’on prend facilement l’un pour l’autre, et ce qui a été mesuré pour le distinguer.
confounders-caption = Facteurs de confusion examinés
confounder-not-computable = non calculable
confounder-untold = Les journaux d’accès ne permettent pas de le dire.
column-confounder = Ce que cela peut être
column-looks = Ressemble à
column-asked = Ce qui a été mesuré
confounder-shared_addresses = Beaucoup de personnes derrière une adresse (établissement, bureau, réseau mobile)
    .looks = une source au débit énorme
confounder-automatic_retries = Des programmes et des pages qui recommencent d’eux-mêmes
    .looks = des requêtes régulières et répétées
confounder-people_reloading = Des personnes qui rechargent une page en échec
    .looks = un afflux après les premiers échecs
confounder-timetable = Horaires, actualité, ouvertures
    .looks = un début net, beaucoup à la fois
confounder-crawlers = Moteurs de recherche et autres lecteurs
    .looks = une charge automatisée sans fichiers annexes
confounder-cache = Caches vidés ou contournés
    .looks = des requêtes plus coûteuses et plus nombreuses
confounder-lost_backend = Un serveur, une base ou un service interne perdu
    .looks = des échecs à toute charge
confounder-waiting_room = Une salle d’attente ou une page de quota
    .looks = un succès, ou un plateau
confounder-upstream = Réseau, service de noms ou portail perdu
    .looks = une demande qui s’évanouit
confounder-load_test = Un essai de charge de l’exploitant
    .looks = une attaque
confounder-network_flood = Une saturation en dessous de HTTP, ou de la ligne
    .looks = rien, ou des réponses lentes

### Validation

count-days = { $n ->
    [0] moins d’un jour entier
    [1] un jour entier
   *[other] { $n } jours entiers
}
rate = { $count } sur { $of } ({ $share } [{ $low } … { $high }])
count-of = { $count } sur { $of }
validated-otherwise = Dans { $rate } des incidents de tous les mondes, une autre cause a été nommée ; dans les autres aucune ne l’a été, ou l’incident n’a pas été trouvé.
validated-title = Combien de fois l’outil a-t-il raison dans ces conditions ?
validated-none = Ce programme ne contient aucun chiffre de mondes simulés.
validated-intro = Mesuré sur des mondes simulés d’un modèle énoncé, dont la vérité est connue en rejouant chacun sans l’une de ses causes ({ $command }, jugés par afflux { $version }). Les mondes dont le journal était endommagé n’en font pas partie. Les intervalles sont à 95 %.
validated-conditions = Cet incident : format { $format }, { $durations }, { $days } de journal avant lui.
validated-format-unknown = Aucun monde simulé n’a de journal au format { $format } : ce que ce format cache ou montre de plus que d’autres n’est pas mesuré.
validated-caption = Réponses dans les mondes de mêmes conditions
validated-answered = Parmi les incidents simulés qualifiés de « { $cause } », { $rate } avaient vraiment cette cause. Combien l’auraient sur le terrain dépend de la fréquence de chaque cause, que personne ne connaît.
validated-limits = Ces chiffres portent sur un modèle, dont les récits étaient connus quand les règles ont été écrites. Ce ne sont pas des taux d’erreur sur le terrain : ils n’ont pas été mesurés sur des incidents réels de vérité connue, dont il n’existe aucun recueil public.
worlds-all = tous les mondes
worlds-held_out = récits sur lesquels aucun poids n’a été ajusté
worlds-with_durations = avec durées
worlds-without_durations = sans durées
worlds-format = format { $format }
worlds-both = { $one }, { $other }
history-none = moins d’un jour avant
history-one = un jour avant
history-days = deux à six jours avant
history-week = une à deux semaines avant
history-weeks = deux semaines avant ou plus
column-worlds-like = Mondes
column-worlds = Nombre
column-accused = Attaque nommée à tort
column-right = Cause nommée à raison
column-cllr = Cllr
chart-tippett-misled = Incident { $id } : combien de fois un rapport de { $ratio } ou plus pour l’attaque tromperait-il ? Dans { $rate } des incidents simulés sans attaque
chart-tippett-missed = Incident { $id } : combien de fois une attaque reçoit-elle un rapport de { $ratio } ou moins ? Dans { $rate } des attaques simulées
chart-tippett =
    .description = Part des incidents simulés ({ $worlds }) dont le rapport de vraisemblance pour l’attaque est au moins aussi grand : en trait plein là où une attaque était la cause, en tirets là où c’était autre chose. Plus les courbes sont écartées, mieux le rapport sépare ; le trait vertical est le rapport de cet incident, { $ratio }. Aussi grand sans attaque : { $misled }. Aussi petit avec une attaque : { $missed }.
tippett-here = cet incident : { $ratio }
axis-tippett = Part des incidents dont le rapport est au moins aussi grand
axis-ratio-attack = Rapport de vraisemblance pour l’attaque contre les autres explications (logarithmique)
legend-attacks = { $n ->
    [one] Une attaque était la cause (un incident)
   *[other] Une attaque était la cause ({ $n } incidents)
}
legend-others = { $n ->
    [one] Autre chose était la cause (un incident)
   *[other] Autre chose était la cause ({ $n } incidents)
}
legend-here = Cet incident
column-ratio-least = Rapport d’au moins
column-of-attacks = Des attaques
column-of-others = Des autres
