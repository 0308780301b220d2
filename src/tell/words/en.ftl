# English words of reports. One id a line, grouped as the report is; fr.ftl has the same ids in the
# same order with the same variables. Wording: activity, never offence; addresses, never persons.

### Dates, numbers and forms

weekday-1 = Monday
weekday-2 = Tuesday
weekday-3 = Wednesday
weekday-4 = Thursday
weekday-5 = Friday
weekday-6 = Saturday
weekday-7 = Sunday
month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December
date-long = { $day } { $month } { $year }
figure-line = { $name }: { $value }
citation = { $path }, byte { $offset }
and-more = { $n ->
    [one] and { $n } more
   *[other] and { $n } more
}
count-incidents = { $n ->
    [0] No incident
    [one] { $n } incident
   *[other] { $n } incidents
}
count-incidents-marked = { $n ->
    [0] no incident
    [one] one incident
   *[other] { $n } incidents
}
count-services = { $n ->
    [one] { $n } service
   *[other] { $n } services
}
count-lines = { $n ->
    [one] { $n } line
   *[other] { $n } lines
}
count-exhibits = { $n ->
    [one] { $n } exhibit
   *[other] { $n } exhibits
}
count-bytes = { $n ->
    [one] { $n } byte
   *[other] { $n } bytes
}
count-requests = { $n ->
    [one] { $n } request
   *[other] { $n } requests
}
count-campaigns = { $n ->
    [one] { $n } campaign
   *[other] { $n } campaigns
}
count-hostile-campaigns = { $n ->
    [one] One campaign
   *[other] { $n } campaigns
}

### Head

report-title = Why did the service fail?
report-title-quiet = Did the service fail?
report-subtitle = { $incidents } found in the access logs of { $services }
head-services = Services
head-span = Time covered
head-span-utc = Time covered, ISO 8601
head-material = Material
head-tool = Tool
head-home = Home country
head-mandate = Mandate
mandate-none = none was given
notice-calibration = The likelihood ratios in this report are reasoned from published work and capped. They have been measured on { $worlds } simulated worlds: of those in which attack was no cause, it was named in { $accused }; causes were named rightly in { $right }; Cllr { $cllr } (0 is perfect, 1 says nothing). They have not been measured on real incidents whose truth is known, and no error rate in the field is known. The figures for the conditions of each incident are in its part.
notice-calibration-none = The likelihood ratios in this report are reasoned from published work and capped. This program carries no validation: it is not known how often they err.
no-database = No database of places was available.

### Page

page-skip = Skip to the answer
page-contents = Contents
page-mandate = What was asked of the expert
page-answer = The answer
page-for = What supports it most
page-for_none = No finding supports it.
page-against = What speaks against it most
page-strength = Strength
page-gates = What limits this answer
page-change = What would change it
page-details = All facts and findings of this incident
page-numbers = The numbers drawn
page-legend = Legend
page-fact = Facts
page-interpretation = Interpretation
page-measured = Measured
page-meaning = What it means
page-reask = Ask this question again:
page-rows = First failing lines of the incident, to begin reading
page-supports = for
page-opposes = against
pdf-digest = SHA-256
pdf-elsewhere = { $n ->
    [one] The row of numbers behind this picture is in report.html and in the case.
   *[other] The { $n } rows of numbers behind this picture are in report.html and in the case.
}
page-footer = Access logs in, evidence out. Every figure here can be asked for again with the command beside it.

### Terminal

abridged = { $told } of { $n } incidents, those with most failed requests, have an answer page and a chapter here, so that the report stays readable and small. The others are lines of this list: the command under each shows its answer and its chapter, and verdict.json has every incident in full.
left-out = { $n ->
    [one] { $service }: one more incident was found and not judged ({ $failures }). { $most } of a service are judged at most, those with most failures; more than that is its ordinary state.
   *[other] { $service }: { $n } more incidents were found and not judged ({ $failures }). { $most } of a service are judged at most, those with most failures; more than that is its ordinary state.
}
count-failed = { $n ->
    [one] { $n } failed request
   *[other] { $n } failed requests
}
listed-failed = { $n } failed
terminal-report = Full report: { $path }
terminal-rest = { $n ->
    [one] { $n } smaller incident is in the report. Its answer and its chapter:
   *[other] { $n } smaller incidents are in the report. The answer and the chapter of one of them:
}
but-for-title = Would it have failed otherwise?
gates-title = What limits this answer
change-title = What would change it

### The answer

incident-title = Incident { $id } – { $service }
answer-not-read = Nothing can be said: too little of the logs was read to find incidents in them.
answer-no-incident = No incident was found: no service failed, slowed down or fell silent beyond what is usual for it.
answer-size = { $failures } of { $requests } requests failed ({ $share }); { $hit } of { $clients } clients saw a failure.
answer-silence = { $requests } requests came where about { $expected } were to be expected.
answer-unfinished = { $left } of { $pages } first pages of visits ({ $share }) stayed unfinished: less than half of their usual files came within ten seconds; at other times { $usual }. Others who were not let in would have left no line.
answer-hostile = { $campaigns } of automated traffic called hostile: { $requests } requests ({ $share } of the incident) from { $sources } sources.
answer-not-causal = Hostile traffic took place, but is not named as the cause.
answer-unlogged-more = If people asked for { $from } times what was logged of them, or more, the answer would be another; at { $high } times: { $other }.
answer-unlogged-rests = The answer rests on demand that never reached the log: from the logged requests alone it would be: { $other }.
answer-unopposed = No computed finding speaks against it. That is not proof: see the findings that could not be computed.
answer-for = Strongest findings for it
answer-for-none = No finding supports it.
answer-against = Strongest finding against it

cause-attack = Attack
    .sentence = Hostile automated traffic made { $service } fail.
    .change = A capacity record (load test, worker and connection limits) that shows the servers could have borne this load, or would have failed without it, would change this answer.
cause-overload = Overload by human demand
    .sentence = More people came to { $service } than its servers had ever shown they could serve.
    .change = Proof that part of the visitors counted as people were automated (authentication records, logs of the page's own scripts) would change this answer.
cause-attack_and_overload = Attack and overload together
    .sentence = Hostile automated traffic and human demand together made { $service } fail.
    .change = A capacity record (load test, worker and connection limits) would tell how much of each the servers could have borne alone.
cause-crawl = Crawlers
    .sentence = Automated readers that show no hostile intent loaded { $service } until it failed.
    .change = A statement by the operator of the crawlers, or proof that what they fetched was of no use to them, would change this answer.
cause-capacity_loss = Lost capacity
    .sentence = { $service } failed at a load that it had borne before: its servers had lost capacity.
    .off = Nothing reached { $service } while its servers were off: their own logs say that they stopped.
    .change = The servers' own records (restarts, deployments, failed back ends, disks, databases) would confirm or refute this answer.
cause-upstream_loss = Requests no longer arrived
    .sentence = Requests stopped reaching { $service }: the loss lies before the servers that wrote these logs.
    .change = Records of the network, the load balancer or the name service for these hours would confirm or refute this answer.
cause-inconclusive = Inconclusive
    .sentence = These logs do not tell why { $service } failed.
    .change = Logs of the same hours on other days, a capacity record of the servers, and records of connections refused before logging would each help to decide.

detail-sufficient = This cause was enough on its own.
detail-thin_margin = It was necessary, but only because little headroom was left: a larger service would have borne it.
detail-jointly_necessary = Neither would have been enough on its own.
detail-overdetermined = Each would have been enough on its own.
detail-self_sustained = Repeated attempts kept the service failing after what triggered it had gone.
detail-admission_limit = A waiting room or quota did the refusing: a configured limit was reached.

origin-foreign = { $share } of the hostile requests whose place is known came from addresses outside the home country ({ $home }), according to the database { $database }. This says nothing about who controlled them.
origin-domestic = Most hostile requests came from addresses inside the home country ({ $home }; { $share } from outside), according to the database { $database }. This says nothing about who controlled them.
origin-mixed = Hostile requests came from addresses both inside and outside the home country ({ $home }; { $share } from outside), according to the database { $database }. This says nothing about who controlled them.

strength-for = The findings together give { $support } for “{ $hypothesis }” against all other explanations: likelihood ratio { $ratio }, capped at { $cap }.
strength-leading = The likeliest explanation is “{ $hypothesis }”, with { $support } (likelihood ratio { $ratio }, capped at { $cap }), which is not enough to name a cause.
strength-against = The findings together give { $support } for other explanations over “{ $hypothesis }” (likelihood ratio 1/{ $ratio }, capped at { $cap }).
strength-none = The findings together do not separate “{ $hypothesis }” from the other explanations (likelihood ratio { $ratio }, capped at { $cap }).
strength-unweighed = “{ $hypothesis }” was not weighed.

band-none = no support either way
band-weak = weak support
band-moderate = moderate support
band-moderately_strong = moderately strong support
band-strong = strong support
band-very_strong = very strong support
band-extremely_strong = extremely strong support
support-others = { $support } for the other hypotheses

### Would it have failed otherwise?

but-for-caption = Would the service have failed otherwise? The incident replayed with one thing changed. A replay fails if at least a fifth of the failing minutes are left, and two; below 80% agreement of the replays the outcome is not settled
but-for-as_it_was = As it was (check of the model)
but-for-without_attack = Without the hostile campaigns
but-for-without_surge = Without the excess of human demand
but-for-without_crawl = Without crawlers
but-for-with_baseline_capacity = With the capacity shown before
but-for-without_retries = If nobody had tried again
but-for-none = not applicable or not known
replayed-title = Replayed minute by minute
replayed-intro = A queue of limited capacity is given the same arrivals, then the same with one thing changed. With nothing changed it finds the failing minutes to { $fit } (F1 score; at least { $least } is asked for), so its replays are drawn. What each says of the whole incident, and how far the draws agree, is in the table of replays of the answer.
replayed-inadequate = No replay is drawn: with nothing changed, the model finds the failing minutes to { $fit } only (F1 score; at least { $least } is asked for). What it would say with something changed cannot be relied on, and no cause is concluded from it.
replayed-inconclusive = No cause is concluded. What a replay leaves out depends on how clients were sorted, and no verdict answers for that here: a flat line is not an accusation.
replayed-none = There is no failing minute to replay: this incident shows in another way.
fails-yes = fails
fails-no = does not fail
fails-open = not settled

### Gates: what limits or forbids an answer

gate-incidents_left_out = More incidents were found than are judged: of each service only those with most failures are. The others have no verdict.
gate-figure = ({ $name }: { $value })
gate-no_baseline = There is no comparison period: tests that compare with usual days could not be computed.
    .change = Logs of the same hours on earlier days, two weeks at least, four at best, would allow the comparison that is missing.
gate-few_requests = The incident holds too few requests or failures for a conclusion.
    .change = Logs of the other servers of the same service would add the requests that are missing here.
gate-coverage = Too large a part of the lines could not be read as requests.
    .change = The exact log format (server configuration) would allow the rejected lines to be read.
gate-log_gap = After the silence visits go on as if nothing had been: lines of the log are missing, not requests.
    .change = The missing log files, or another log of the same hours (load balancer, firewall, application), would show what came.
gate-silence_unexplained = Nothing tells whether requests did not arrive or lines of the log are missing.
    .change = Another log of the same hours (load balancer, firewall, application, system journal) would show whether the server and its log were at work.
gate-host_off_possible = A server that was switched off leaves the same trace as a line that was cut: the log does not tell them apart.
    .change = The system journal of the server (its start-up times), or a log of the load balancer, would tell them apart.
gate-server_off = The servers’ own logs say that they stopped where the silence began, and did not begin again before its end. Whether somebody wanted that, they do not say.
    .change = The operator's records of maintenance and of failures would say who or what stopped the servers.
gate-lines_lost = The servers or their loggers say that lines of the log were not written during the incident.
    .change = Another log of the same hours (load balancer, firewall, application) would show what was not written.
gate-lines_missing = Files of pages were fetched while the pages that they name are not in the log, more often than usual: lines are missing, or a cache gave the pages. Which requests they were cannot be told.
    .change = The complete log of these hours, from every server, or another log of them (load balancer, cache, application) would show what is missing.
gate-flood_below = The system says that it refused connections before any server saw them: the silence may be a flood below HTTP, which no access log shows.
    .change = Counters of connections and packets (firewall, router, provider) of these hours would tell a flood from a line that was cut.
gate-refused_unlogged = The servers say that they refused connections, which no access log shows: there was more demand than is counted here, and who was refused is not known.
    .change = Counters of connections and packets (firewall, load balancer) of these hours would bound what was refused.
gate-filter_possible = A filter in front of the servers that keeps these networks out leaves the same trace as a route that is lost.
    .change = The configuration and log of firewalls and filters, and the routing tables of these hours, would tell them apart.
gate-costs_assumed = The log has no durations: pages are counted alike, and files that pages bring along as a fixed part of a page.
    .change = A log with durations would give what each request costs.
gate-departures_only = The log states when requests ended, not when they came, and no durations: what came first cannot be told by the minute.
    .change = A log with durations, or of the load balancer in front, would give the times of arrival.
gate-proxy_clients = Nearly all requests bear internal addresses, or a single one on ordinary days too: a proxy hides who asked.
    .change = The proxy's own log, or the forwarded addresses, would show the real clients.
gate-model_inadequate = The model does not reproduce the incident well enough for its replays to be believed.
    .change = A capacity record of the servers (load test, worker and connection limits) would mend the model.
gate-hypotheses_close = Two explanations are too close to choose between them.
    .change = Any finding listed below as not computable could separate the explanations that are close.
gate-replay_disagrees = The replay and the weighed findings name different causes.
    .change = Any finding listed below as not computable could bring them together.
gate-witnesses_disagree = The cause rests on how clients were sorted; the findings that do not use the sorting do not bear it out.
    .change = Logs of ordinary days, or logs that name users or sessions, would show who is a person without the sorting.
gate-database_distance = The database of places was built long before or after the log: some addresses have changed country since.
    .change = A database of places from the month of the log would make the countries reliable.
gate-header_clients = Addresses of clients were taken from a header that a proxy passed on: they are true only if that proxy sets it itself.
    .change = The configuration of the proxy, or its own log, would show whether the header can be forged.
gate-proxies_only = Nearly all requests come from a few internal addresses or from content delivery networks: the log shows proxies, and says nothing about who asked.
    .change = The header that the proxies write, believed with --trust, or their own log, would show the clients.
gate-repeated_lines = Several exhibits hold the same requests: they count more than once.
    .change = The option --dedupe keeps each of them once.
gate-zone_assumed = Time stamps carry no zone and none was given: UTC is assumed. Hours and days may be shifted.
    .change = The zone of the server, given with --tz, would settle the time.
gate-unit_inferred = What a field means was inferred from its values, as the unit of a duration.
    .change = The configuration of the server's log would settle it.
gate-damaged_exhibit = An exhibit is damaged: what follows the damage was not read.
    .change = An undamaged copy of the exhibit would restore the lines that are missing.
gate-few_failed_clients = Very few clients saw the failures: they may be the only ones that were concerned.
    .change = The operator can say whether the service failed for others at that time.
gate-clock_step = The log goes back in time beside the incident: a clock was set, or lines come again. What happened when is not certain.
    .change = Another log of the same time, of the load balancer or the application, would settle the order.
gate-log_ends = The log ends with the beginning of the incident.
    .change = The log of the hours that follow would show it.
gate-short_incident = The incident is short: few minutes carry the findings.
    .change = Logs with durations or of the load balancer would resolve these minutes more finely.
gate-labels_uncertain = For a large part of the requests it cannot be told whether people or machines sent them.
    .change = Session or authentication records would tell people from machines.

### Claims

claims-title = What was claimed, and what the logs say
claims-intro = Each statement was turned into a measurement on these logs. Consistent means that what was measured agrees with it; that is not proof. Contradicted means that what was measured excludes it. Untestable means that these logs cannot tell, for the reason given. Claims about a cause stand and fall with the verdicts on the incidents of their time.
claims-caption = Claims
claims-file = File of claims
claims-digest = SHA-256
claims-complete = Completeness of the logs
claims-complete-yes = The file vouches that no log of these services is missing.
claims-complete-no = Not vouched for: fewer requests than claimed contradict nothing.
claims-verdicts = Incidents that this rests on:
claim-title = { $id } – { $kind }
claim-caption = Claim { $id }: what was measured
claim-quoted = “{ $quote }”
claim-who = Who
claim-said = Said on
claim-quote = Words
claim-source = Source
claim-service = Service
claim-window = Time it speaks of
claim-term-count = Number claimed
claim-term-of = Counted
claim-term-share = Share claimed
claim-term-bound = Meant as
claim-term-tolerance = Tolerance
claim-term-tolerance_minutes = Tolerance
claim-term-countries = Countries
claim-term-hours = Hours of the day
claim-term-effect = Effect claimed
claim-term-at = Instant claimed
claim-term-than_from = Compared with, from
claim-term-than_until = Compared with, until
claim-choice-failure = the service failed
claim-choice-presence = the attack took place
claim-choice-load = requests and first tries
claim-choice-requests = requests
claim-choice-first_tries = first tries
claim-choice-clients = clients
claim-choice-connections = connections
claim-choice-hostile = requests of hostile campaigns
claim-choice-about = about
claim-choice-at_least = at least
claim-choice-at_most = at most
claim-answer = { $outcome }. { $sentence }
claim-outcome-consistent = Consistent
claim-outcome-contradicted = Contradicted
claim-outcome-untestable = Untestable

claim-attack = an attack
    .consistent = The verdicts on the incidents of that time name an attack.
    .contradicted = The verdicts on the incidents of that time name another cause, and their findings speak against an attack.
claim-attack_from_abroad = an attack from abroad
    .consistent = The verdicts name an attack, and most of its requests came from addresses abroad. This says nothing about who controlled them.
    .contradicted = The verdicts name an attack, but most of its requests came from addresses at home. This says nothing about who controlled them.
claim-attack_in_the_night = an attack in the night
    .consistent = The verdicts on what failed in those hours name an attack.
    .contradicted = The verdicts on what failed in those hours name another cause, and their findings speak against an attack.
claim-attack_sources_in = where the sources of an attack lie
    .consistent = The verdicts name an attack, and at least the claimed share of its requests came from addresses in those countries. This says nothing about who controlled them.
    .contradicted = The verdicts name an attack, but a smaller share of its requests than claimed came from addresses in those countries. This says nothing about who controlled them.
claim-servers_undersized = servers too small for the people who came
    .consistent = The verdicts name human demand beyond what the servers had shown they can bear, alone or with an attack.
    .contradicted = The verdicts name another cause, and their findings speak against human demand as the cause.
claim-host_failure = a failure of machines
    .consistent = The verdicts name lost capacity: the service failed at a load that it had borne before.
    .contradicted = The verdicts name a load as the cause, and their findings speak against lost capacity.
claim-network_failure = a failure of the network
    .consistent = The verdicts name requests that no longer arrived.
    .contradicted = The verdicts name a load as the cause, and their findings speak against a loss before the servers.
claim-admission_limit_reached = a limit of users was reached
    .consistent = Constant pages in place of the usual ones, or refusals by quota, turned requests away.
claim-failed_from_until = failed from one time to another
    .consistent = The failing begins and ends where claimed, within the tolerance.
    .contradicted = The failing begins or ends elsewhere, beyond the tolerance.
claim-worked_again_at = worked again at a time
    .consistent = The failing ends where claimed, within the tolerance.
    .contradicted = The failing ends elsewhere, beyond the tolerance.
claim-no_failure = no failure
    .consistent = No failing window lies in that time, and the share of failures stays ordinary.
    .contradicted = The service failed in that time.
claim-lower_load_than_usual = a lower load than usual
    .consistent = The load was lower than on other days at those hours.
    .contradicted = The load was higher than on other days at those hours.
claim-higher_load_than_usual = a higher load than usual
    .consistent = The load was higher than on other days at those hours.
    .contradicted = The load was lower than on other days at those hours.
claim-lower_load_than = a lower load than at another time
    .consistent = The load was lower than at the other time.
    .contradicted = The load was higher than at the other time.
claim-load_of = a load of a certain size
    .consistent = What was counted lies inside the claimed range.
    .contradicted = What was counted lies outside the claimed range.
claim-clients_at_least = at least so many clients
    .consistent = At least so many addresses came. Addresses are not persons.
    .contradicted = Fewer clients came, counted by address and agent. Addresses are not persons.
claim-share_foreign = a share from abroad
    .consistent = The share of addresses abroad lies inside the claimed range. This says nothing about who controlled them.
    .contradicted = The share of addresses abroad lies outside the claimed range. This says nothing about who controlled them.
claim-brute_force = guessing of passwords
    .consistent = Log-ins were tried in the way that guessing does. Whether one succeeded is not shown.
claim-intrusion_attempted = an attempt to get in
    .consistent = Attempts to get in were made. Whether one succeeded is not shown.

consistent-presence = Hostile automated traffic came in that time. Whether it had an effect is another claim.
contradicted-attack = The verdicts on the incidents of that time name another cause, and their findings speak against an attack.
contradicted-nothing_failed = Nothing failed in that time, and people came as usual.
untestable-connections_not_logged = Connections are not logged; the number claimed lies between what clients and requests allow.
untestable-crawlers = Crawlers that are not hostile loaded the service: whether it should have borne them is no question of measurement.
untestable-either_loss = Machines and networks that fail can leave the same traces in these logs.
untestable-few_days = Too few other days show what is usual at those hours.
untestable-inconclusive = The verdict on what failed at that time is inconclusive.
untestable-measures_disagree = Requests and first tries do not agree: part of the load are repetitions.
untestable-needs_window = The claim names no time, and without one nothing can be sorted into campaigns.
untestable-no_expectation = No failure is seen, but the logs do not show how many people would have come.
untestable-no_hostile = No hostile campaign belongs to an incident of that time whose cause is named.
untestable-no_incident = No incident lies there: what did not fail has no cause. An attack without effect, or below HTTP, does not show.
untestable-no_sizes = The logs carry no sizes of answers, by which waiting pages are told.
untestable-not_by_service = Attempts to get in are counted over all services, not for one.
untestable-not_covered = The logs do not cover that time, or lack lines of it.
untestable-not_placed = No database places these addresses.
untestable-not_seen = Nothing of the kind is seen. What imitates people, runs elsewhere or never reached these logs does not show.
untestable-origin_mixed = The addresses lie on both sides, or too few are placed to say.
untestable-other_hours = What failed in the claimed time began in other hours.
untestable-partial_logs = These logs hold fewer than claimed, and nobody vouches that no log is missing.
untestable-run_gate = What limits all answers of this run forbids this one too.
untestable-service_unknown = These logs hold no service of that name.
untestable-silence = The service fell silent in that time: lost requests and lost lines look alike.
untestable-sorting = Hostile traffic seems to have come, but a limit of these logs forbids to say so.
untestable-thin_margin = An attack made the service fail, and little headroom was left: whether the servers were too small is no question of measurement.
untestable-too_close = The claim lies inside what the measurement leaves open.
untestable-unclear_failing = The service failed a little, or too few people came to say that it did not.
untestable-usual_variation = The load lay within the usual variation between days: neither lower nor higher.
untestable-verdicts_differ = The incidents of that time have different causes: name the service or a shorter time.
untestable-weak_verdict = The verdict names another cause, but its findings hardly speak against this one.

figure-claim-attempts = Requests of attempts
figure-claim-attempt_sources = Sources of attempts
figure-claim-came = Requests over those expected
figure-claim-capacity = Demonstrated capacity
figure-claim-clients = Clients
figure-claim-clients_abroad = Clients abroad
figure-claim-clients_bounds = Clients by address, and by address and agent
figure-claim-clients_other = Clients at the other time
figure-claim-clients_over_usual = Clients over usual
figure-claim-clients_ratio = Clients over those of the other time, by the minute
figure-claim-covered = Part of the claimed time that the logs cover
figure-claim-days = Other days compared with
figure-claim-end_offset = End measured after the end claimed
figure-claim-failed = Requests that failed
figure-claim-failed_while_failing = Requests that failed in the worst failing window
figure-claim-failing_part = Part of the claimed time that lies in failing windows
figure-claim-fails_without_attack = Replays without the attack that fail
figure-claim-first_tries = First tries
figure-claim-first_tries_other = First tries at the other time
figure-claim-first_tries_over_usual = First tries over usual
figure-claim-first_tries_ratio = First tries over those of the other time, by the minute
figure-claim-fresh_peak = First tries at their highest minute
figure-claim-hostile_abroad = Hostile requests from addresses abroad
figure-claim-hostile_requests = Requests of hostile campaigns
figure-claim-hostile_share = Share of hostile campaigns
figure-claim-hostile_sources = Sources of hostile campaigns
figure-claim-hostile_there = Hostile requests from addresses in those countries
figure-claim-likelihood_ratio = Likelihood ratio of what is claimed
figure-claim-onset_offset = Beginning measured after the beginning claimed
figure-claim-requests = Requests
figure-claim-requests_abroad = Requests from addresses abroad
figure-claim-requests_other = Requests at the other time
figure-claim-requests_over_usual = Requests over usual
figure-claim-requests_ratio = Requests over those of the other time, by the minute
figure-claim-told_to_wait = Requests told to wait

### The whole span

overview-title = The whole span at a glance
overview-intro = Requests and failures of each service over the whole time covered. Incidents are hatched and numbered. Connections that were logged but brought no request are counted apart: they asked for nothing.
overview-caption = Services
intrusion-title = Attempts to get in
intrusion-intro = A separate question from the outage: requests that try passwords, carry a payload or look for weaknesses. Every public address receives some every day; what exceeds that background is reported as campaigns.
intrusion-caption = Attempts by kind
intrusion-credential_stuffing = Trying of passwords
intrusion-vulnerability_scan = Search for weaknesses
intrusion-exploit_probe = Attempt to use a known weakness
intrusion-content_scraping = Taking of records or pages one after the other
intrusion-limit = An attempt is no success. Access logs show what was asked and how large the answer was, not what it held: where no success is suspected, none is excluded.
intrusion-none = No campaign of such requests was found. Attempts that look like ordinary use, or that no log shows, are not excluded.
intrusion-campaigns-caption = Campaigns of attempts, in order of start
intrusion-campaign-title = Attempts { $id }: { $kind }
intrusion-services = Services
intrusion-top-paths = Paths asked for most
intrusion-paths = Distinct paths
intrusion-signatures = Signatures
intrusion-internal = { $n ->
        [one] One of its sources has
       *[other] { $n } of its { $all } sources have
    } an internal address: the operator’s own tests, a program of theirs, or a proxy that hides who asked. Ask the operator before anything is made of it.
intrusion-failed = Log-ins answered like wrong passwords
intrusion-let-in = Log-ins answered like right passwords
intrusion-background = Attempts that belong to no campaign: few, from many unlike sources, spread over time, as every public address receives them. They are counted without being told apart.
background-caption = Background by what is tried
succeeded-yes = yes, as far as a log can tell
succeeded-no = no: every try was answered like a wrong password
succeeded-untold = cannot be told
aim-anybody = anybody
aim-site = this site
aim-why = What says that this site was meant:
aimed_focused = Payloads were sent to pages of the site that other clients are served.
aimed_persistent = Attempts on at least three days.
aimed_broad = At least two hundred distinct paths.
aimed_many = At least five hundred requests.
aimed_content = What was taken is of this site alone.
aimed_distributed = At least ten sources acted alike.
suspected-caption = Requests that may have succeeded: { $n } in all
suspected-given_to_probers_only = Answered with content, unlike the site’s answer to addresses that do not exist, and nobody else asks for it.
suspected-appeared = Refused at first, answered later: a file may have been dropped.
suspected-large_answer = Far larger than what others get from the same page.
suspected-slow_answer = A delay was asked for, and the answer took that much longer than usual.
suspected-posted_by_few = Data sent to a script that nobody else is given, in a place of files or where nothing was before: web shells are used in this way.
suspected-let_in_after_failures = Answered like a right password, from a source or campaign that failed before.
beside-apart = During incident { $incident }: { $requests } requests, { $share } of all requests in it. None of its sources took part in a hostile campaign of that incident.
beside-shared = During incident { $incident }: { $requests } requests, { $share } of all requests in it. { $shared } of its sources took part in a hostile campaign of that incident.
ask-intrusion-attempts = Attempts by class and answer:
ask-scanner-targets = Paths that were probed:
ask-log-in-failures = Log-ins by hour:
ask-suspected-successes = Requests that may have succeeded, with their lines:
attempt-log_in = passwords
attempt-unknown_path = paths that do not exist
attempt-sql_injection = SQL injection
attempt-xss = cross-site scripting
attempt-path_traversal = path traversal, inclusion of files
attempt-command_injection = commands or code
attempt-template_injection = template injection
attempt-jndi = JNDI look-up
attempt-deserialisation = deserialisation
attempt-web_shell = web shells
attempt-secrets_backups = secrets and backups
attempt-cms_appliance_cve = known weaknesses of products
attempt-open_proxy = use as a proxy
attempt-method_abuse = unusual methods
attempt-scanner_tool = a scanner by name
attempt-enumeration = records by number
attempt-account_enumeration = accounts, looked up by name
attempt-content_scraping = pages taken whole
column-succeeded = Succeeded
column-suspected = May have succeeded
column-tried = What is tried
column-aim = Meant for
column-path = Path
column-row = First lines
column-cited = Cited

### An incident: facts

command-reask = Ask for these figures again:
timeline-title = What happened, minute by minute
timeline-none = No series by the minute is available.
symptom-failures = The incident shows in failing answers: errors, refusals, time-outs and waiting pages.
symptom-latency = The incident shows in slow answers.
symptom-vanished = The incident shows in requests that no longer arrived.
absent-intro = The requests of these networks no longer arrived, while those of others went on as usual. What would have come follows from the share that each network had before and after, from the same hours of other days, and from how the others went on.
absent-caption = Networks that fell silent
absent-kind-as = Network
absent-kind-prefix = Address range
absent-kind-country = Country
symptom-unfinished = The incident shows in pages that stayed unfinished: less than half of the files that a page usually brings along came within ten seconds. The log shows it neither by failures nor by durations: a server that takes no more connections writes no line for those that it turns away.
symptom-given = The incident was named on the command line, not found by the tool.
baseline-title = What the incident is compared with
baseline-given = Compared with the period named on the command line:
baseline-same_slot = Compared with the same hours of other days:
baseline-before = Compared with the hours before, in the same log; other days are not in it:
baseline-missing = There is nothing to compare with: only tests that need no comparison were computed.
capacity-title = Capacity and demand
capacity-intro = Capacity is the highest rate that the servers served in a healthy minute, or while they failed where that was more. It is given in requests of the service’s usual mix: a costly request counts for several, a picture for a part of one. It is a lower bound where people never filled the servers. Demand is the number of requests received. First tries leave out repetitions of failed requests. Findings that compare load with capacity count both in requests of the usual mix: their rates therefore differ from the numbers given here for demand.
capacity-unknown = No capacity could be demonstrated: the log has no healthy minute outside the incident.
capacity-caption = Rates of requests
capacity-demonstrated = Demonstrated capacity
demand-logged_peak = Logged demand at its highest minute, repetitions included
demand-fresh_peak = First tries at their highest minute
countries-title = Countries
countries-intro = Where the requests came from, by the place that the database gives to the address. The country of an address says nothing about who controlled it.
countries-caption = Share of requests by country
foreign-caption = Share of foreign requests by each database
rates-title = Clients by rate
rates-intro = How many requests a minute a client sent. A crowd of people moves the number of clients, machines move the rate of each.
rates-caption = Requests a minute a client
quantile = client faster than { $share }%
quantile-median = median client
quantile-highest = fastest client

### An incident: findings

findings-title = Findings one by one
findings-intro = Every question that was put to the logs: what was measured and, apart from it, what that means. A dash in place of the interval: none is computed for that figure. Weights are reasoned, not calibrated. Questions that could not be answered are listed too.
finding-caption = { $title }: figures
finding-silent = The figures do not point either way.
finding-not-computable = Not computable: { $reason }.
label-for = For “{ $hypothesis }”:
label-against = Against “{ $hypothesis }”:
weight-for = ({ $support } for “{ $hypothesis }”, likelihood ratio { $ratio })
weight-against = ({ $support } against “{ $hypothesis }”, likelihood ratio 1/{ $ratio })
weight-none = (by itself no support either way, likelihood ratio { $ratio })
speaks-for = What was measured is more to be expected if the explanation is “{ $hypothesis }”.
speaks-against = What was measured is less to be expected if the explanation is “{ $hypothesis }”.

family-history = history of clients
family-dynamics = behaviour over time
family-content = what was asked for
family-identity = identity of clients
family-capacity = capacity
family-onset = onset
family-arrivals = arrivals
family-crawl = crawlers
family-demand = demand
family-hostility = hostility
family-retries = repetitions
family-said = what error logs say
family-shape = shape of failures
family-resumption = how visits go on

finding-utilisation = Load against demonstrated capacity
    .question = When failing began, was more asked than the servers had ever shown that they can bear?
    .attack = The load was beyond what had been borne: a load explains the failing, and an attack is a load.
    .overload = The load was beyond what had been borne: demand explains the failing.
    .crawl = The load was beyond what had been borne: a load explains the failing, and crawling is a load.
    .capacity_loss = Less was asked than had been borne before: the servers could do less than usual.
    .not_attack = Less was asked than had been borne before: no load explains the failing.
    .not_overload = Less was asked than had been borne before: demand does not explain the failing.
    .not_capacity_loss = The load was beyond what had been borne: healthy servers would have failed too.
figure-utilisation-utilisation = Asked at onset over the most served before
figure-utilisation-asked = Asked at onset: first tries, in requests of the usual mix
figure-utilisation-shown = Most served in a healthy minute, counted alike
finding-onset_order = What came first
    .question = What came first: load beyond what had been borne, or failing answers?
    .attack = Load had exceeded what had been borne when answers began to fail, to within a minute.
    .overload = Load had exceeded what had been borne when answers began to fail, to within a minute, as with too many visitors.
    .crawl = Load had exceeded what had been borne when answers began to fail, to within a minute.
    .capacity_loss = Answers failed while load was within what had been borne.
    .not_attack = Load never exceeded what had been borne.
    .not_overload = Load did not exceed what had been borne when answers began to fail.
    .not_capacity_loss = Load had exceeded what had been borne when answers began to fail, to within a minute.
figure-onset_order-load_leads = Lead of load over the first failures
figure-onset_order-load_before = Highest load before, over capacity
figure-onset_order-minutes_beyond_capacity = Minutes with load beyond capacity
finding-onset_step = Step of load, or of failures
    .question = When failing began, did the load step up, or only the failures?
    .attack = Much more load came, and at least as much was served as just before.
    .overload = Much more load came, and at least as much was served as just before.
    .crawl = Much more load came, and at least as much was served as just before.
    .capacity_loss = No more came than had been served minutes before, and most of it was lost.
    .not_attack = Failing began without a step of the load.
    .not_overload = Failing began without a step of the load.
    .not_crawl = Failing began without a step of the load.
    .not_capacity_loss = Load stepped up, and as much was served as just before.
figure-onset_step-load_step = Load of the first failing minutes over that just before
figure-onset_step-served_step = Served in the first failing minutes over that just before
finding-matched_load = Served at equal load
    .question = At a load that was borne before, was as much served as before?
    .attack = At a load that had been borne, it was still borne: the servers were whole.
    .overload = At a load that had been borne, it was still borne: only more than that failed.
    .capacity_loss = At a load that had been borne, less was served: the servers had lost capacity.
    .not_attack = Answers failed even at a load that had been borne, which an attack does not explain.
    .not_overload = Answers failed even at a load that had been borne, which demand does not explain.
    .not_capacity_loss = At a load that had been borne, as much was served as before.
figure-matched_load-served_share = Share served at matched load
figure-matched_load-matched_minutes = Minutes at matched load
finding-partial_backend = One part failing beside a whole one
    .question = Did one part of the servers fail while the rest was whole?
    .capacity_loss = A part failed while the rest was whole, or a steady share failed whatever was asked: part of the servers was gone.
    .overload = The share that failed grew with the load, as when a limit is reached.
    .not_capacity_loss = All parts failed alike, or the share that failed grew with the load: nothing points to a part that was gone.
    .not_attack = A part failed while the rest was whole, or a steady share failed whatever was asked, which a load does not do.
    .not_overload = A part failed while the rest was whole, or a steady share failed whatever was asked, which a load does not do.
    .not_crawl = A part failed while the rest was whole, which a load does not do.
figure-partial_backend-worst_failed = Failures of the worst back end
figure-partial_backend-best_failed = Failures of the best back end
figure-partial_backend-backends = Back ends
figure-partial_backend-pages_failed = Failures among pages
figure-partial_backend-assets_failed = Failures among images, styles and scripts
figure-partial_backend-gradient = Share of failures added by each doubling of the load
figure-partial_backend-spread = Spread of the share of failures beyond chance
finding-target_match = What was asked for and what failed
    .question = Did what was asked for more than usual fail, or something else?
    .attack = What was asked for more than usual is what failed.
    .overload = What was asked for more than usual is what failed.
    .crawl = What was asked for more than usual is what failed.
    .capacity_loss = What failed is not what was asked for more than usual.
    .not_attack = What failed is not what was asked for more than usual.
    .not_overload = What failed is not what was asked for more than usual.
    .not_crawl = What failed is not what was asked for more than usual.
    .not_capacity_loss = What was asked for more than usual is what failed.
figure-target_match-common = What excess and failures have in common
figure-target_match-excess = First tries above the usual
finding-failure_shape = Shape of the failures
    .question = How do the failures look: refused at once, timed out, or turned away?
    .attack = Requests waited until they timed out or were turned away, as under load.
    .overload = Requests waited until they timed out or were turned away, as under load.
    .capacity_loss = Requests were refused at once, as when a back end is gone.
    .not_capacity_loss = Requests waited or were turned away; nothing points to a back end that was gone.
figure-failure_shape-refused = Refused at once (500, 502)
figure-failure_shape-timed_out = Timed out (408, 499, 504)
figure-failure_shape-turned_away = Turned away (429, 503, waiting pages)
figure-failure_shape-time_to_fail = Median time to fail
finding-servers_said = What error logs say
    .question = Do the servers’ own error logs say that a limit was reached, or that a part of the service was lost?
    .capacity_loss = The servers’ error logs say that a part of the service was lost, or that it was stopped, before load could have broken it.
    .not_attack = The servers’ error logs say that a part of the service was lost before load could have broken it.
    .not_overload = The servers’ error logs say that a part of the service was lost before load could have broken it.
    .not_crawl = The servers’ error logs say that a part of the service was lost before load could have broken it.
    .not_upstream_loss = The servers’ error logs say that requests reached a limit, or that servers were stopped: what was missing was not on the way.
figure-servers_said-limits = Messages of limits reached
figure-servers_said-limits_usual = The same at other times, for as long
figure-servers_said-losses = Messages of losses (workers, back ends)
figure-servers_said-losses_usual = The same at other times, for as long
figure-servers_said-loss_leads = From the first loss to the end of the first failing minute
figure-servers_said-limit = Largest limit named
figure-servers_said-in_progress = Requests in progress at that moment
figure-servers_said-stops = Stops of servers where the silence began
finding-vanishing_demand = Requests that no longer arrived
    .question = Did requests stop arriving, without answers failing first?
    .upstream_loss = Fewer requests arrived than expected, without failures: they were lost on the way.
    .not_upstream_loss = Requests arrived as expected or more: nothing was lost on the way.
    .not_attack = Requests stopped arriving: there was no load here.
    .not_overload = Requests stopped arriving: there was no load here.
    .not_capacity_loss = Requests stopped arriving, and those that came were served.
figure-vanishing_demand-arrivals_ratio = Arrivals over the least to be expected
figure-vanishing_demand-failed = Failures among arrivals
figure-vanishing_demand-rush_after = Arrivals right after, over those later
finding-resumption = How visits went on after the silence
    .question = After the silence, did visits begin anew, or go on as if nothing had been?
    .upstream_loss = Visits began anew: those in progress had died, so requests had really not arrived.
    .not_upstream_loss = Visits went on in the middle: people had been served meanwhile, and lines of the log are missing.
figure-resumption-midway = First clients afterwards in the middle of a visit
figure-resumption-beginning = The same among visits that begin, in the hours around
figure-resumption-under_way = The same at an arbitrary instant of these hours
figure-resumption-clients = First clients afterwards
finding-admission_signature = Waiting room or quota
    .question = Did a waiting room or a quota do the refusing?
    .overload = A constant page or a quota turned visitors away: a configured limit was reached.
    .not_capacity_loss = A configured limit did the refusing, not servers that were gone.
    .not_upstream_loss = Visitors reached the service and were told to wait.
figure-admission_signature-told_to_wait = Answers that told to wait
finding-retry_amplification = The same people trying again
    .question = How much of the logged load was the same people trying again?
    .overload = Part of the surge is an effect of the failing, not its cause: people repeated what had failed.
    .not_attack = Repetitions after failures explain part of the surge that might be taken for an attack.
figure-retry_amplification-amplification = Logged requests for each first try
figure-retry_amplification-tried_again = Failures tried again within a minute
finding-metastability = Failing that outlasts its load
    .question = Did failing go on after the load that began it was gone?
    .overload = Failing went on after new demand was back within what had been borne: repetitions kept the service down.
    .not_attack = Failing went on after the load was gone, kept up by repetitions.
    .not_capacity_loss = Failing began with a load, and went on by repetitions after it.
figure-metastability-went_on = Failing after demand was bearable again
figure-metastability-repeated = Repetitions among the requests of that time
figure-metastability-pressed = Of these, by clients that go on where people stop
finding-organic_surge = More people than usual
    .question = Did more people come than usual?
    .overload = More people came than on comparable days.
    .capacity_loss = No more people came than usual: their number does not explain the failing.
    .not_overload = No more people came than usual.
    .not_capacity_loss = More people came than on comparable days.
figure-organic_surge-surge = Visits of people over what is usual (first tries, where visits are too few)
figure-organic_surge-people = Beside it: people's first tries
figure-organic_surge-expected = Beside it: all usual arrivals
finding-hostile_load = Load that no person produces
    .question = How much of the load came from campaigns whose behaviour no person shows?
    .attack = A large part of the load behaved as no person does.
    .not_attack = Hardly any of the load behaved otherwise than people or known machines do.
    .not_overload = A large part of the load did not come from people.
    .not_capacity_loss = A large part of the load was out of the ordinary.
figure-hostile_load-hostile_share = Requests of hostile campaigns
figure-hostile_load-sources = Sources of hostile campaigns
figure-hostile_load-peak = Their busiest minute
figure-hostile_load-peak_over_capacity = Their busiest minute over capacity
finding-crawl_breadth = Load by crawlers
    .question = Did crawlers bring the load?
    .crawl = A large part of the load came from automata that read widely and send nothing.
    .not_crawl = Crawlers brought only a small part of the load.
    .not_attack = A large part of the load came from crawlers.
    .not_overload = A large part of the load came from crawlers, not from people.
figure-crawl_breadth-crawled = Requests by crawlers
finding-prior_overlap = Networks seen before
    .question = Had the networks that came been seen before?
    .attack = Most networks had never been seen here; in attacks on record 0.6 to 14% had.
    .overload = Most networks had been seen here before, as in flash crowds on record (43 to 83%).
    .crawl = Most networks had never been seen here.
    .capacity_loss = The usual networks came.
    .not_attack = Most networks had been seen here before, as in flash crowds on record (43 to 83%).
    .not_capacity_loss = Most networks had never been seen here.
figure-prior_overlap-overlap = Networks seen before (/24, /48)
figure-prior_overlap-clusters = Networks that came
finding-new_networks = Providers never seen before
    .question = Did requests come from autonomous systems that never came before?
    .attack = Many requests came from providers without any earlier visitor.
    .crawl = Many requests came from providers without any earlier visitor.
    .overload = Nearly all requests came from the usual access providers.
    .not_attack = Nearly all requests came from the usual access providers.
    .not_overload = Many requests came from providers without any earlier visitor.
figure-new_networks-new_share = Requests from new providers
finding-infrastructure_mix = Hosting providers and anonymisers
    .question = Did requests come from hosting providers and anonymising networks, where people do not live?
    .attack = Much more than usual came from networks where people do not live.
    .crawl = Much more than usual came from networks where machines are hosted.
    .not_attack = No more than usual came from networks where people do not live.
    .not_overload = Much more than usual came from networks where people do not live.
figure-infrastructure_mix-hosted = From hosting or anonymising networks
figure-infrastructure_mix-hosted_before = The same in the baseline
finding-client_rate = Rate of single clients
    .question = Did single clients ask for more in a minute than clients ever do?
    .attack = Much came from strangers that asked faster than any usual client.
    .crawl = Much came from strangers that asked faster than any usual client.
    .not_overload = Much came from strangers that asked faster than any usual client; a crowd moves the number of clients, not their rate.
figure-client_rate-fast_strangers = First tries of strangers faster than usual clients
figure-client_rate-fast = First tries of all clients faster than usual
figure-client_rate-fast_before = The same in the baseline
figure-client_rate-shift = How far rates lie above the usual (0 to 1)
figure-client_rate-limit = Rate from which a client is fast
finding-response_elasticity = Heeding answers
    .question = Did clients act differently after a failure than after an answer, as people do?
    .attack = Strangers acted after failures as they did after answers: they followed a plan.
    .crawl = Strangers acted after failures as they did after answers: they followed a plan.
    .overload = Clients acted otherwise after failures than after answers, as people do.
    .not_attack = Clients acted otherwise after failures than after answers, as people do.
    .not_crawl = Clients acted otherwise after failures than after answers, as people do.
    .not_overload = Strangers acted after failures as they did after answers, which people do not.
figure-response_elasticity-divergence = Difference between what follows failures and what follows answers
figure-response_elasticity-divergence_strangers = The same, of strangers alone
figure-response_elasticity-sequels = Answers compared with as many failures
figure-response_elasticity-next_after_failure = Median time to the next page after a failure
figure-response_elasticity-next_after_answer = Median time to the next page after an answer
finding-periodicity = Asking by the clock
    .question = Did new clients ask by the clock?
    .attack = Much came from strangers that asked by the clock.
    .not_overload = Much came from strangers that asked by the clock, as people do not.
figure-periodicity-clocked = Page requests of strangers that ask by the clock
figure-periodicity-clocked_before = The same in the baseline
figure-periodicity-period = Median period
finding-cohort_coherence = Acting together
    .question = Did clients act at the same times as each other, beyond what the time of day and the outage make everybody do?
    .attack = Clients came and stopped together, as if steered by one hand.
    .not_overload = Clients came and stopped together; people come each at their own time.
figure-cohort_coherence-coherence = Mean correlation between clients
figure-cohort_coherence-coherence_before = The same in the baseline
finding-failure_persistence = Going on through failures
    .question = Did clients go on through failure after failure, as machines do, or give up, as people do?
    .attack = Much of the failing fell to clients that went on as if nothing had happened.
    .overload = Clients gave up after few failures, as people do.
    .not_attack = Clients gave up after few failures, as people do.
    .not_overload = Much of the failing fell to clients that went on as if nothing had happened.
figure-failure_persistence-stubborn_share = Failures of clients that never gave up
figure-failure_persistence-three_in_a_row = Clients with 3 failures in a row or more
figure-failure_persistence-sixteen_in_a_row = Clients with 16 failures in a row or more
finding-edge_sharpness = Sharp edges
    .question = Did the excess come and go as if switched?
    .attack = The excess came and went within two minutes, as if switched.
    .overload = The excess faded slowly, as people leave one by one.
    .not_attack = The excess faded slowly, as people leave one by one.
    .not_overload = The excess came and went within two minutes; people leave one by one.
figure-edge_sharpness-rise = Time to rise
figure-edge_sharpness-fall = Time to fall
figure-edge_sharpness-peak_excess = Excess at its peak
finding-popularity_divergence = What was asked for
    .question = Did clients ask for what is usually asked for?
    .attack = Clients asked for other things than the usual public does.
    .crawl = Clients asked for other things than the usual public does.
    .overload = Clients asked for what is usually asked for.
    .capacity_loss = Clients asked for what is usually asked for.
    .not_attack = Clients asked for what is usually asked for.
    .not_capacity_loss = Clients asked for other things than the usual public does.
figure-popularity_divergence-divergence = Divergence from the usual pages
figure-popularity_divergence-entropy = Variety of pages in the incident
figure-popularity_divergence-entropy_before = Variety of pages in the baseline
finding-asset_closure = Pages fetched whole
    .question = Do those who say they are browsers fetch what pages bring along?
    .attack = Far fewer than usual fetched the images, styles and scripts that a browser fetches.
    .crawl = Far fewer than usual fetched the images, styles and scripts that a browser fetches.
    .overload = Clients fetched pages whole, as browsers do.
    .not_attack = Clients fetched pages whole, as browsers do.
    .not_crawl = Clients fetched pages whole, as browsers do.
    .not_overload = Far fewer than usual fetched the images, styles and scripts that a browser fetches.
figure-asset_closure-closing = Clients that fetch pages whole
figure-asset_closure-closing_before = The same in the baseline
finding-forgotten_files = Files fetched again
    .question = Are those who browse sent the same files again and again, as if they kept none?
    .attack = Far more than usual were sent files whole that they had just been sent: programs that drive browsers begin anew each time, people's browsers keep them.
    .not_overload = Far more than usual were sent files whole that they had just been sent.
figure-forgotten_files-forgetting = Clients that keep no files
figure-forgotten_files-forgetting_before = The same in the baseline
finding-recorded_visits = Visits played back
    .question = Were the same ways through the site taken again and again at the same pace, as when a recording is played back?
    .attack = Far more than usual of the steps repeat a way through the site with the same pauses: people go at their own pace.
    .not_overload = Far more than usual of the steps repeat a way through the site with the same pauses.
figure-recorded_visits-recorded = Steps of clients that repeat a way at the same pace
figure-recorded_visits-recorded_before = The same in the baseline
finding-navigation_likelihood = Way from page to page
    .question = Did clients go from page to page as visitors do?
    .attack = New clients went from page to page in ways that visitors hardly ever take.
    .crawl = New clients went from page to page in ways that visitors hardly ever take.
    .not_overload = New clients went from page to page in ways that visitors hardly ever take.
figure-navigation_likelihood-likelihood = Likelihood of a step of new clients (log2)
figure-navigation_likelihood-likelihood_before = Likelihood of a step of usual clients (log2)
figure-navigation_likelihood-steps = Steps between known pages
finding-cache_busting = Ever new queries
    .question = Did single clients ask for the same page with ever new queries, past every cache?
    .attack = Clients asked for the same page with ever new queries, as tools do to pass caches.
    .not_overload = Clients asked for the same page with ever new queries, which visitors have no reason to do.
figure-cache_busting-busting = Requests of clients with ever new queries
figure-cache_busting-busting_before = The same in the baseline
figure-cache_busting-once = Page requests whose query occurs once
figure-cache_busting-entropy = Variety of queries on the page most asked for
finding-cost_asymmetry = Dear pages
    .question = Did clients ask for what costs the servers most?
    .attack = Much more than usual went to pages that cost the servers most.
    .not_overload = Much more than usual went to pages that cost the servers most.
figure-cost_asymmetry-dear = Work that went to dear pages
figure-cost_asymmetry-dear_before = The same in the baseline
figure-cost_asymmetry-dearer = Mean cost of a page over the usual
finding-referrer_provenance = Where clients say that they come from
    .question = Where do clients say that they come from when they first ask for a page?
    .attack = Many more newcomers than usual claimed to come from this site, which had given them nothing.
    .overload = More newcomers than usual were sent by other sites: a link brought people.
    .not_attack = More newcomers than usual were sent by other sites: a link brought people.
    .not_crawl = More newcomers than usual were sent by other sites: a link brought people.
    .not_overload = Many more newcomers than usual claimed to come from this site, which had given them nothing.
figure-referrer_provenance-elsewhere = Newcomers sent by other sites
figure-referrer_provenance-elsewhere_before = The same in the baseline
figure-referrer_provenance-claimed = Newcomers that claim to come from this site
figure-referrer_provenance-claimed_before = The same in the baseline
finding-agent_forgery = Forged agents
    .question = Are agents forged: combinations that no software sends, or another one with every request?
    .attack = Many more clients than usual disguised what they are.
    .not_overload = Many more clients than usual disguised what they are.
figure-agent_forgery-forged = Requests with forged agents
figure-agent_forgery-forged_before = The same in the baseline
finding-returning_clients = Clients that are at home here
    .question = Are the clients of the incident at home here: were they here before, have they come back since, or did they complete something?
    .attack = Hardly any of the requests came from clients that were here before, came back, or completed anything.
    .crawl = Hardly any of the requests came from clients that were here before, came back, or completed anything.
    .overload = As many requests as usual came from clients that were here before, come back, or completed something.
    .not_attack = As many requests as usual came from clients that were here before, come back, or completed something.
    .not_crawl = As many requests as usual came from clients that were here before, come back, or completed something.
    .not_overload = Hardly any of the requests came from clients that were here before, came back, or completed anything.
figure-returning_clients-returning = Page requests of clients that are at home here
figure-returning_clients-returning_before = The same in the baseline
figure-returning_clients-returning_ratio = The one over the other
finding-slow_requests = Requests held open
    .question = Were connections held open without a request being finished?
    .attack = Far more connections than usual were held open without a request.
    .not_overload = Far more connections than usual were held open without a request, which visitors do not do.
    .not_crawl = Far more connections than usual were held open without a request, which crawlers do not do.
figure-slow_requests-held = Lines of requests that were never finished
figure-slow_requests-held_before = The same in the baseline
figure-slow_requests-most_of_one_client = Most such lines of one client
finding-odd_methods = Odd requests
    .question = Did requests come that visitors' software does not make, or in another order?
    .attack = Far more than usual was sent by clients that had fetched nothing before, or asked for in ways that visitors do not.
    .not_overload = Far more than usual was sent by clients that had fetched nothing before, or asked for in ways that visitors do not.
figure-odd_methods-odd = Requests that visitors' software does not make
figure-odd_methods-odd_before = The same in the baseline
figure-odd_methods-blind = Of what was sent, by clients that had fetched nothing
figure-odd_methods-blind_before = The same in the baseline
figure-odd_methods-blind_of_all = Sent by clients that had fetched nothing, of all requests

not-computable-assets_elsewhere = usual clients fetch no images, styles or scripts in this log: they are served elsewhere
not-computable-few_busy_clients = too few clients asked often enough
not-computable-few_clients = too few clients came
not-computable-few_after_silence = too few people came in the minutes after the silence
not-computable-few_failures = too few requests failed
not-computable-few_requests = there are too few requests
not-computable-few_sequels = too few clients met both failures and answers
not-computable-few_steps = too few steps lead from one known page to another
not-computable-load_was_borne = demand stayed within what had been borne
not-computable-no_agents = the log carries no user agents
not-computable-no_baseline = there is nothing to compare with
not-computable-no_durations = the log carries no durations
not-computable-no_error_log = no error log covers the incident
not-computable-no_excess = arrivals were not above the usual
not-computable-no_expectation = nothing says how many arrivals to expect
not-computable-no_failures = nothing failed
not-computable-no_healthy_minute = the log has no healthy minute outside the incident
not-computable-no_minutes_before = no healthy minutes lie just before the first failures, or too few requests
not-computable-no_matched_minute = no minute of the incident has a load that was borne before
not-computable-no_methods = the log carries no methods
not-computable-no_networks = no database of networks knows the addresses
not-computable-no_other_time = the log holds no other ordinary time in which clients could have come
not-computable-no_queries = the log carries no queries
not-computable-no_referers = the log carries no referers
not-computable-no_requests = the incident holds no request
not-computable-no_sizes = the log carries no sizes
not-computable-nobody_returns = usual clients are hardly ever seen twice in this log
not-computable-short_window = the incident is too short
not-computable-few_failing_minutes = no back end is named, and pages failed in too few minutes
not-computable-no_silence = the service did not fall silent
not-computable-requests_missing = the incident shows in requests that did not arrive, and this question is about those that did
not-computable-visits_alike = visits that begin and visits under way cannot be told apart in this log, or are too few

### An incident: figures of gates

figure-silence_unexplained-anew_over_under_way = visits begun anew rather than under way, likelihood ratio
figure-log_gap-anew_over_under_way = visits begun anew rather than under way, likelihood ratio
figure-host_off_possible-anew_over_under_way = visits begun anew rather than under way, likelihood ratio
figure-lines_lost-lines = lines not written, as far as counted
figure-lines_missing-missing = share of pages missing, beside the usual
figure-flood_below-messages = messages
figure-refused_unlogged-messages = messages
figure-coverage-coverage = lines read as requests
figure-database_distance-days = days between database and log
figure-few_requests-requests = requests
figure-few_requests-failures = failures
figure-clock_step-back = minutes back
figure-log_ends-minutes = minutes
figure-short_incident-minutes = minutes
figure-proxy_clients-internal = requests from such addresses
figure-proxies_only-proxied = requests from proxies
figure-incidents_left_out-incidents = incidents not judged
figure-repeated_lines-repeated = requests held twice
figure-model_inadequate-fit = minutes reproduced
figure-labels_uncertain-untold = requests that cannot be told
figure-replay_disagrees-probability = probability of the leading explanation
figure-witnesses_disagree-attack_over_overload = weight for attack over overload in the findings without sorting
figure-few_failed_clients-clients = clients that saw a failure
figure-costs_assumed-asset_work = work of a file beside a page
figure-hypotheses_close-probability = probability of the leading explanation

### An incident: hypotheses

contributions-title = What each factor contributed
contributions-intro = Every combination of what was out of the ordinary is replayed. A factor is necessary where the incident does not happen without it, and sufficient where it happens with nothing else out of the ordinary; both are shares of the replays. The minutes are its share of those that failed (Shapley value): what it adds, on average over every order in which the factors could have come. They sum to the failing minutes of the replay as it was, less those of an ordinary day.
contributions-caption = Necessity, sufficiency and share of the failing minutes
column-factor = Out of the ordinary
column-necessity = Necessary
column-sufficiency = Sufficient
column-minutes-share = Minutes (share)
factor-attack = the hostile campaigns
factor-surge = the excess of human demand
factor-crawl = crawlers
factor-capacity_loss = capacity that fell though no load explains it
factor-retries = repetitions of what had failed
trigger-none = What set it off cannot be told from the replays: it happens without any one of these, or they disagree.
trigger-of = Set off by: { $factors }. Without all that is named here, the replays do not fail.
sustainer-retries = Kept going by repetitions: some { $minutes } of the failing minutes would not have failed if nobody had tried again, at a time when first tries alone asked for no more than had been borne. That is a weakness of the service, not an attack that goes on.
hypotheses-title = Explanations weighed
hypotheses-intro = Each explanation is weighed against all the others together, with equal odds beforehand. The ratio is capped at what the tool may claim without validation on such cases.
conformal-set = Not out of the question, at 95%: { $hypotheses }. Each explanation stays that is at least as probable here as in 95 of 100 simulated incidents that it truly explained (conformal set).
conformal-none = At 95%, no explanation fits as well as true ones did on simulated incidents (empty conformal set): either the findings disagree, or this incident is unlike those.
hypotheses-caption = Explanations
hypothesis-attack = attack
    .meaning = Hostile automated traffic supplied the load that exceeded capacity.
hypothesis-overload = overload
    .meaning = Human demand supplied the load that exceeded capacity.
hypothesis-crawl = crawl
    .meaning = Automated traffic that is not hostile supplied the load that exceeded capacity.
hypothesis-capacity_loss = lost capacity
    .meaning = Capacity fell, at a load that was borne before.
hypothesis-upstream_loss = upstream loss
    .meaning = Requests no longer reached the service: network, upstream, name service.

### An incident: campaigns

campaigns-title = Campaigns
campaigns-intro = Groups of sources that act alike. What each is taken for is an interpretation of the measures listed with it.
campaigns-caption = Campaigns, largest first
campaign-title = Campaign { $id }: { $nature }
campaign-when = First to last request
campaign-path = Path asked for most
campaign-path-share = Its share of the campaign
campaign-agent = Most frequent user agent
campaign-agent-share = Its share of the campaign
campaign-countries = Countries
campaign-networks = Networks
network-unknown = network unknown to the databases
agent-none = (none)
nature-hostile = hostile
nature-crawl = crawler
nature-service = habitual machine
nature-human = people
nature-unknown = cannot be told
citations-intro = Some of its requests:
reasons-caption = Why campaign { $id } is taken for this
reason-no_assets = Pages served to browsers that fetch nothing of what pages bring along
reason-repeats_target = Requests of a client for its commonest page, times what is usual
reason-regular_gaps = Clients that ask at regular intervals
reason-rate_above_baseline = Rate over the usual rate of a client
reason-ignores_failures = Failures ignored: clients that go on regardless
reason-single_target = Requests for one single path
reason-cache_busting = Requests with a never repeated query
reason-forged_agents = Requests with impossible or ever changing user agents
reason-absent_from_baseline = Clients never seen before
reason-fetches_again = Files sent whole though they had just been sent, as to no browser that keeps them
reason-plays_recordings = Clients that go the same way again and again at the same pace, or as others do
reason-unmoved_by_answers = Steps taken again at the same pace though one time the answer had failed
reason-long_visits = Pages of a visit, times what nearly all usual visitors stay below
reason-goes_nowhere = Pages given that led back to the same page, where people go on to others
reason-like_hostile_group = Signs shared with a hostile group that asks for the same page
reason-asks_though_served = Pages asked for again at once although they had been given
reason-no_referers = Requests without a referer for a page that people reach by links
reason-false_referers = Referers that do not name the page the client was at
reason-equal_members = Spread of requests between clients, over that of independent ones
reason-heedless = Pages asked for after a failure that were others than the one that failed
reason-hosting_networks = Requests from hosting networks
reason-breadth = Different paths for each request
reason-declared = Requests that declare a crawler
reason-habitual = Usual rate over the rate during the incident
reason-navigates = Clients that move from page to page

### Columns

column-claim = Claim
column-who = Who
column-quote = Words
column-outcome = Outcome
column-blank = Blank
column-built = Built
column-bytes = Bytes
column-campaign = Campaign
column-cap = Cap
column-country = Country
column-database = Database
column-event = What was logged
column-events = Events
column-limit = Limit
column-count = Times
column-first = First (UTC)
column-last = Last (UTC)
column-exhibit = Exhibit
column-failing-minutes = Failing minutes (median)
column-fails = Outcome
column-failure-share = Failing
column-failures = Failures
column-figure = Figure
column-foreign = From abroad
column-hypothesis = Explanation
column-incidents = Incidents
column-network = Network
column-operator = Operator
column-expected-requests = Requests expected
column-came-requests = Came
column-expected-visits = Visits expected
column-begun-visits = Begun
column-chance = By chance at most
column-bounds = Bounds
column-interval = 95% interval
column-kind = Kind
column-lines = Lines
column-log10 = log10 of the ratio
column-log10-cap = log10 of the cap
column-meaning = Meaning
column-nature = Taken for
column-p95 = 95% of answers within
column-peak = Peak
column-probability = Probability
column-proposition = Proposition
column-quantile = Client
column-rate-baseline = Baseline
column-rate-incident = Incident
column-ratio = Likelihood ratio
column-reason = Reason
column-rejects = Rejects
column-replay = Replay
column-replays-failing = Replays that fail
column-requests = Requests
column-idle = Idle connections
column-service = Service
column-share = Share
column-share-baseline = Baseline
column-share-incident = Incident
column-sources = Sources
column-support = In words
column-term = Term
column-day = Day
column-weekday = Day of the week
column-time = Time (UTC)
column-value = Value
column-when = When
column-words = In words

### Charts

chart-numbers = Numbers: { $title }
chart-overview = { $service }: { $failures } of { $requests } requests failed, { $incidents }
    .description = { $n ->
    [0] Requests per second over the whole span, with failures as a filled area. No incident is marked.
    [one] Requests per second over the whole span, with failures as a filled area. One incident is hatched.
   *[other] Requests per second over the whole span, with failures as a filled area. { $n } incidents are hatched and numbered.
}
chart-load = Incident { $id }: up to { $peak } requests a second asked of { $service }; { $share } of those of the incident failed
    .description = { $n ->
    [one] Above, requests that arrived and requests served, per second, each minute; below, failures. The incident is hatched.
   *[other] Above, requests that arrived and requests served, per second, means over { $n } minutes; below, failures. The incident is hatched.
}
chart-replays = Incident { $id }: would { $service } have failed otherwise? Failing minutes: { $observed } observed, { $replayed } replayed as it was, { $left } with one change: “{ $name }”
    .description = { $n ->
    [one] Each row is a replay, minute by minute: what was observed to fail as an area, the replay as a line. In the first row nothing is changed: there the line should follow the area. Requests are counted for the one and work for the other, so that their heights may differ; a minute fails above { $share }, too little to be seen here, and the label has the failing minutes with the bounds of 95% of the draws. The incident is hatched.
   *[other] Each row is a replay, in means over { $n } minutes: what was observed to fail as an area, the replay as a line. In the first row nothing is changed: there the line should follow the area. Requests are counted for the one and work for the other, so that their heights may differ; a minute fails above { $share }, too little to be seen here, and the label has the failing minutes with the bounds of 95% of the draws. The incident is hatched.
}
chart-replays-alone = Incident { $id }: would { $service } have failed otherwise? There is nothing to change; failing minutes: { $observed } observed, { $replayed } replayed as it was
replay-panel = failing minutes: { $minutes } ({ $low } … { $high })
chart-latency = Incident { $id }: 95% of the answers of { $service } within { $during }, outside the incident within { $outside }
    .description = { $n ->
    [one] Time to serve that 95% of answers do not exceed, each minute; the title gives its median. The incident is hatched.
   *[other] Time to serve that 95% of answers do not exceed, the highest of every { $n } minutes; the title gives its median. The incident is hatched.
}
chart-latency-alone = Incident { $id }: 95% of the answers of { $service } within { $during }
chart-countries = Incident { $id }: { $share } of the requests for { $service } came from { $country }, usually { $before }
    .description = Share of requests by country of the address. On the map, the stronger the colour the larger the share during the incident, by its root; filled bars are the incident, hollow bars the baseline.
chart-countries-alone = Incident { $id }: { $share } of the requests for { $service } came from { $country }
map-overseas = Overseas
chart-rates = Incident { $id }: one client in a hundred asked { $service } more than { $now }, usually { $before }
    .description = Share of clients that ask no faster than a rate, on a logarithmic scale: solid during the incident, dashed in the baseline. A curve further to the right means faster clients.
chart-rates-alone = Incident { $id }: one client in a hundred asked { $service } more than { $now }
chart-campaigns = Incident { $id }: campaign { $campaign } ({ $nature }) brought { $share } of the requests
    .description = { $n ->
    [one] Requests per second of each campaign, each minute, all on the same scale; the incident is hatched. Hostile campaigns are filled.
   *[other] Requests per second of each campaign, means over { $n } minutes, all on the same scale; the incident is hatched. Hostile campaigns are filled.
}
campaign-panel = { $id } · { $nature }
campaign-panel-peak = peak { $rate }
chart-heat = { $service }: the busiest hour begins { $busy } ({ $requests } requests), the one with most failures { $failed } ({ $failures } failures)
    .description = Requests of each hour, UTC: the stronger the colour the more, by the root of their number. The area of a dot is the share that failed.
    .description_weekly = Mean requests of each hour of the week, UTC: the stronger the colour the more, by the root of their number. The area of a dot is the share that failed.
chart-heat-calm = { $service }: the busiest hour begins { $busy } ({ $requests } requests); nothing failed
chart-heat-numbers = Requests (failures) of each hour: { $title }
chart-weights = Incident { $id }: what the findings support most is “{ $hypothesis }” (likelihood ratio { $ratio })
    .description = Bars to the right support an explanation, hollow bars to the left speak against it; dashed lines are the caps.
axis-rate = Requests per second
axis-failures = Failures per second
axis-latency = Seconds
axis-lost = Failed, % of what was asked for
axis-clients = Share of clients that ask no faster
axis-client-rate = Requests a minute a client (logarithmic)
axis-ratio = Likelihood ratio against the other explanations (logarithmic)
legend-heat = Requests, few to many
legend-heat-share = Share during the incident
legend-home = { $home }, seen as home
legend-heat-failed = Share that failed
legend-campaign = Other campaigns
legend-load = Arrived
legend-goodput = Served
legend-expected = Expected from the baseline
legend-hostile = Of hostile campaigns
legend-capacity = Demonstrated capacity, with bounds (in requests of the usual mix)
legend-failures = Failed
legend-incident = Incident
legend-observed = Observed (requests)
legend-replayed = Replayed (work, median draw)
legend-latency = Time that 95% of answers do not exceed
legend-during = During the incident
legend-baseline = Baseline
legend-for = For
legend-against = Against
legend-cap = Cap

### Custody

custody-title = Custody of the exhibits
custody-intro = Files put in evidence, as received. None was written to. The digest was computed from the very bytes that were read.
custody-duplicates = { $n ->
    [one] { $n } file was left out because another has the same bytes:
   *[other] { $n } files were left out because others have the same bytes:
}
custody-no-duplicates = None of these files is a copy of another, and no request is in two of them.
custody-left-out = { $n ->
    [one] { $n } file was named or found and not read:
   *[other] { $n } files were named or found and not read:
}
custody-repeated = { $n ->
    [one] { $n } request is in more than one exhibit and counts more than once (--dedupe keeps it once):
   *[other] { $n } requests are in more than one exhibit and count more than once (--dedupe keeps each once):
}
custody-deduped = { $n ->
    [one] { $n } request is in more than one exhibit; it was kept once:
   *[other] { $n } requests are in more than one exhibit; each was kept once:
}
exhibit-wrapper = Envelopes around its lines
exhibit-also = Lines of further formats
exhibit-zone = Time zone
exhibit-zone-written = written in each stamp; this report counts in UTC
exhibit-zone-given = not in the stamps: read as { $zone }, as given
exhibit-zone-beside = not in the stamps: read as { $zone }, as the requests beside them write at that time
exhibit-zone-assumed = not in the stamps: read as { $zone }, which is assumed
exhibit-inferred = Inferred from the values
custody-archive = { $n ->
    [one] Archive { $path } (SHA-256 { $sha256 }): { $n } file.
   *[other] Archive { $path } (SHA-256 { $sha256 }): { $n } files.
}
custody-mandate = Mandate: { $path }, SHA-256 { $sha256 }.
custody-rules-refused = Rules of { $path } were not used, because they are not understood: { $why } (SHA-256 { $sha256 }).
custody-rules = { $n ->
    [one] Rules given beside the embedded signatures: { $path } (SHA-256 { $sha256 }), { $n } signature.
   *[other] Rules given beside the embedded signatures: { $path } (SHA-256 { $sha256 }), { $n } signatures.
}
custody-same-log = { $n ->
    [one] { $n } exhibit holds the same log as another, packed otherwise:
   *[other] { $n } exhibits hold the same log as another, packed otherwise:
}
exhibit-archive = Member of the archive
exhibit-encoding = Encoding, read as UTF-8
exhibit-title = Exhibit { $n }: { $path }
exhibit-sha256 = SHA-256
exhibit-size = Size as received
exhibit-modified = Last change
exhibit-compression = Compression
exhibit-format = Format
exhibit-format-value = { $format } (confidence { $confidence })
exhibit-stamp = Time stamps mark
exhibit-span = First and last stamp
exhibit-damage = Damaged: { $damage }. What came before was read and counted.
compression-none = none
compression-gzip = gzip
compression-zstd = Zstandard
compression-bzip2 = bzip2
compression-xz = xz
compression-lz4 = LZ4
stamp-start = the arrival of requests
stamp-end = the end of requests
stamp-unknown = arrival or end: the format does not tell
accounting-title = Every line accounted for
accounting-intro = Every byte belongs to a request, a reject, an event (a line of a companion log) or a blank line. Rejected lines are kept with exhibit, offset and reason in rejects.ndjson of the case.
accounting-caption = Lines by exhibit
accounting-total = Total
rejects-caption = Rejected lines by reason
reject-line_too_long = Line too long
reject-cut_off_by_damage = Cut off by damage
reject-no_time_stamp = No time stamp
reject-bad_time = Impossible time
reject-no_client = No client
reject-no_request = No request
reject-not_as_its_format_says = Not as its format says
reject-unclosed_quote = Unclosed quote
reject-of_another_format = Not a line of this format
reject-other_number_of_fields = Not as many fields as columns
reject-no_header_of_columns = No header names the columns
reject-bad_status = Impossible status
reject-bad_bytes = Impossible size
reject-an_object_of_another_kind = An object of another kind
reject-no_JSON_object = No JSON object
reject-bad_duration = Impossible duration
reject-no_status = No status
reject-no_line_of_this_error_log = Not a line of this error log
databases-title = Databases of places and networks
databases-intro = Country and network of an address change over the years: the distance between database and log is stated. One gives the answers used here, the others show how far they depend on it.
database-title = { $name }
database-role = Use
database-primary = answers used in this report
database-other = for comparison
database-holds = Holds
holds-country = countries
holds-asn = networks (AS numbers)
holds-network_class = kinds of networks
database-file = Name or file
licence-of-user = licence as its user received it
database-built = Built
database-distance = Distance to the log
database-sha256 = SHA-256
database-licence = Licence and attribution
distance-before = { $n ->
    [one] { $n } day before the first line
   *[other] { $n } days before the first line
}
distance-after = { $n ->
    [one] { $n } day after the last line
   *[other] { $n } days after the last line
}
distance-inside = within the time of the log
gaps-title = Gaps in the logs
gaps-intro = { $n ->
    [0] No stretch without lines was found while lines were to be expected.
    [one] { $n } stretch without any line while lines were to be expected:
   *[other] { $n } stretches without any line while lines were to be expected:
}

### Companion logs

notice-intrusion = { $campaigns } of attempts to get in, apart from any outage: see “Attempts to get in”.
notice-intrusion-suspected = { $campaigns } of attempts to get in, apart from any outage. Requests that may have succeeded: { $n }. See “Attempts to get in”.
notice-events = { $n ->
    [one] { $n } line of companion logs reports a limit or failure of the servers.
   *[other] { $n } lines of companion logs report limits or failures of the servers.
}
events-title = What the servers say of themselves
events-intro = Lines of error logs and other companion logs that are no requests but bear on what the servers could do. They are listed as logged; no finding rests on them yet.
events-caption = Events by kind
reached-title = Limits that the servers report as reached
reached-intro = While the incident lasted, the servers logged that a limit of theirs was reached. A limit can be reached by people and by machines alike.
event-worker_limit = all workers busy
event-connection_limit = no more connections
event-queue_full = queue full
event-resource_limit = system resource exhausted
event-upstream_timeout = upstream too slow
event-upstream_failure = upstream failed
event-no_upstream = no upstream left
event-rate_limit = rate limited
event-blocked = blocked by a filter
event-client_left = client left before it was served
event-idle_timeout = idle connection closed
event-tls_failure = TLS handshake failed
event-restart = started, stopped or reloaded
event-worker_death = worker died
event-log_loss = lines were not logged
event-other = other

### Limits

limits-title = What access logs cannot show
limits-intro = These limits hold for every report of this kind, whatever its answer.
limit-below_http = A flood below HTTP (of packets or connections, on the line or before the server) leaves no line in an access log. It can neither be shown nor excluded here.
limit-unlogged = Requests refused before they were logged are missing. Demand during an incident was at least what the log shows.
limit-intent = Intent is not in a log. “Hostile” names behaviour that serves no reader, never a motive or an offence.
limit-identity = An address is not a person. Many people share one address, and one person can use many.
limit-direction = Who directed automated traffic cannot be told from the addresses it came from.
limit-country = The country of an address is an entry in a dated database. It says nothing about who controlled the address.
limit-agent = What a client says of itself (user agent, referer) can be anything. It is never evidence by itself.
limit-causes = Causes inside the servers (memory, disks, locks, databases) show only through their effect on answers.

### Reproduction

reproduce-title = How to get the same result
reproduce-intro = The same exhibits, databases and options give the same verdict and the same report, byte for byte, with afflux { $version }. Compare the digests of exhibits and databases first.
reproduce-command = Command of this run:
reproduce-queries = Questions that can be asked of the case:
reproduce-rows = Each line cited in this report is named by its exhibit and the offset of its first byte in the decoded file.
reproduce-cite = Show the raw line that begins at a byte of an exhibit:

### Verbal scale and glossary

scale-title = The verbal scale
scale-intro = Scale of the ENFSI guideline for evaluative reporting (2015). The limits of the bands are a convention; an edge belongs to the lower band. Below 1 the reciprocal supports the other explanations.
scale-caption = Likelihood ratio in words
glossary-title = Terms
glossary-caption = Terms of this report
term-incident = incident
    .meaning = A service and a time in which it failed, slowed down or fell silent.
term-baseline = baseline
    .meaning = The time with which an incident is compared.
term-failure = failure
    .meaning = An answer that did not give what was asked for: a server error, a refusal, a time-out or a waiting page.
term-goodput = served
    .meaning = Answers that gave what was asked for.
term-campaign = campaign
    .meaning = A group of sources that act alike.
term-hostile = hostile
    .meaning = Automated, and of no other use than to load the service, make it fail or get in. A finding about behaviour, not about intent.
term-finding = finding
    .meaning = The answer to one question put to the logs, with its figures.
term-ratio = likelihood ratio
    .meaning = How many times more to be expected the findings are under one explanation than under the others.
term-cap = cap
    .meaning = The largest ratio that the tool may claim without validation on such cases.
term-gate = limit of an answer
    .meaning = A condition that lowers or forbids a conclusion.
term-but_for = replay
    .meaning = The incident computed again with one thing changed, many times over what is uncertain.
term-capacity = demonstrated capacity
    .meaning = The most that was served per second in a healthy minute, or under overload where that was more, in requests of the usual mix: a lower bound.
term-fresh_demand = first tries
    .meaning = Requests without the repetitions of failed ones.
term-reject = reject
    .meaning = A line that could not be read as a request.
term-client = client
    .meaning = An address, or the name or masked id that the log gives in its place. It is not a person.
term-agent = agent
    .meaning = The name that the client’s software gives itself. It can be false.
term-referer = referer
    .meaning = The page that the client says it comes from. It can be false.
term-as = AS
    .meaning = Autonomous system: the network of an access or hosting provider, with its number.
term-utc = UTC
    .meaning = Coordinated universal time. Add one hour in France in winter, two in summer.
term-digest = SHA-256
    .meaning = Fingerprint of a file: a single changed byte gives another.
term-interval = 95% interval
    .meaning = The range that holds the value sought in 95 cases of 100.
term-probability = probability
    .meaning = What the findings give to each explanation if all had the same chances at the outset. The final probability is for the court, which knows the rest of the case.
term-cllr = Cllr
    .meaning = Mean cost of likelihood ratios measured on known cases: 0 is perfect, 1 says nothing.
term-escape = \u{"{"}…{"}"}
    .meaning = A character of a log that would act or hide instead of showing, by its Unicode number. “… [300/1048576]” means that 300 of 1,048,576 characters are shown.

### Commands on a case

show-gone = the exhibit is not where the case says it was: its lines cannot be shown
show-differs = the exhibit is not the one that was judged: its SHA-256 differs, and its lines are not shown
show-no-line = the exhibit ends before this line
show-inside = no line begins at this byte: what follows it is shown
show-more = { $n ->
    [one] { $n } more incident has a finding of this name: choose with --incident
   *[other] { $n } more incidents have a finding of this name: choose with --incident
}
verify-tool = tool: written by afflux { $stored }, checked by the same version
verify-other-tool = tool: written by afflux { $stored }, checked by { $own }: another version may judge otherwise
verify-no-files = case: the manifest names no file of the case, so that none can be checked (an older version wrote it)
verify-files = case: { $same } of { $all } files are what the manifest says
verify-exhibits = exhibits: { $same } of { $all } are what the manifest says
verify-file-differs = {"  "}differs: { $name } (SHA-256 now { $sha256 })
verify-file-gone = {"  "}missing: { $name }
verify-file-added = {"  "}not named by the manifest: { $name }
verify-verdict-skipped = verdict: not judged again (--no-rerun)
verify-verdict-impossible = verdict: could not be judged again: { $why }
verify-not-without-exhibits = not every exhibit is there with the bytes that were judged
verify-verdict-same = verdict: reproduced, byte by byte
verify-verdict-differs = verdict: not reproduced
verify-made-differs = {"  "}differs: { $name }
verify-difference = {"  "}{ $at }: the case has { $stored }, this version gives { $made }
verify-database = {"  "}the database of places { $name } is not one of the case
verify-unsigned = the case holds no signature
verify-signature = signature: good, by key { $key } ({ $comment })
verify-signature-bad = signature: not good: { $why }
verify-stamp = time stamp: { $time }, over this manifest, policy { $policy }. The authority's signature is not checked here: openssl ts -verify does that.
verify-stamp-bad = time stamp: not of this case: { $why }
verify-holds = Everything that was checked is what it was.
verify-differs = Something differs, is missing or could not be checked.
seal-written = written: { $path }

### Annex

expert-title = To be completed and signed by the expert
expert-intro = What the tool cannot know. It attests nothing in the expert’s place.
expert-name = Name, qualification, oath
expert-received = Exhibits received from, on, by
expert-seals = Seals, numbers and state
expert-helpers = Persons who assisted
expert-signed = Done at, on, signature
sources-title = Annex: sources
sources-intro = The sources of the campaigns called hostile, of incidents whose cause is named, most requests first. An address is not a person: see the limits.
sources-addresses = These are addresses as they are in the logs. A copy for others can be made with --pseudonymise.
sources-pseudonyms = Addresses and networks (/24, /48) bear pseudonyms: the first 64 bits of an HMAC-SHA-256 under key { $key }. The same address has the same pseudonym in every report under this key. The key is kept apart; the case itself holds the addresses.
sources-pseudonyms-kept = Sources bear pseudonyms in every report of this case and in indicators.csv; indicators.stix.json names none, because an indicator is an address. Addresses as logged are left in requests/, rejects.ndjson and the logs, in the lines that afflux show and afflux query print, in texts of the logs that hold one (a path, a referer, an agent), in the command as it was typed, and in the prefixes of whole networks that fell silent. Give the reports away, not the case.
sources-caption = Sources of hostile campaigns
sources-rest = { $n ->
    [one] { $n } more source is in indicators.csv.
   *[other] { $n } more sources are in indicators.csv.
}
column-source = Source
column-as = AS

### What a careful reader asks

question-title = The question
question-mandate = The mandate is quoted at the head of this report. Access logs bear on one question in it:
question-no-mandate = No mandate was given: this report answers the following question.
question-intro-quiet = Did the service fail, and why? As no incident was found, these explanations did not have to be put to the logs:
question-intro = Why did the service fail? These explanations were put to the logs, each against all others:
question-apart = Attempts to get in are a separate question. Intent, guilt and the identity of persons are not questions for access logs.
question-claims = { $n ->
    [0] No claims were submitted for examination (--claims).
    [one] { $n } claim was submitted for examination.
   *[other] { $n } claims were submitted for examination.
}
method-title = Method
method-intro = afflux { $version } counted what the lines say, found incidents, compared each with its baseline, put its tests to both, replayed it with one cause removed, and named a cause only where no gate forbids it. Each of the { $thresholds } numbers that decide something is printed at the end of this report and in manifest.json.
method-seeds = Whatever draws random numbers starts from seeds that are part of the program: nothing depends on chance, clock, threads or the order of files.
thresholds-title = Thresholds and seeds
thresholds-caption = Every number that decides something
thresholds-intro = The { $n } numbers with which the program decides, and the seeds of its draws, as they were in this run. None is set by a user. What has no other unit is a plain number: a count, a share or a ratio. A name is also the place: what comes before its last dot is the module of the source code below afflux::judge in which the number is defined, and its reason or its source in the literature stands there. “What would change it” tells, for each incident, which of them its verdict hangs on.
threshold-baseline = what an incident is compared with
threshold-campaign = which sources act alike, and what they are taken for
threshold-recording = who plays back a recording
threshold-crowd = from what share on a crowd is marked by a habit
threshold-capacity = what the servers can do, and what a request costs
threshold-claim = whether a claim is consistent with the logs
threshold-clock = when a clock is held to have stepped
threshold-counterfactual = the replays: whether it would have failed otherwise
threshold-hostile = whether hostile load can have been the cause
threshold-incident = when a service is held to fail, slow down or fall silent
threshold-network = whether a network fell silent
threshold-outcome = which answer counts as a failure
threshold-demand = how many first tries and visits people made
threshold-onset = how failing began
threshold-proxies = whether addresses stand for many people
threshold-intrusion = attempts to get in: what counts, and what may have succeeded
threshold-conformal = which explanations are not out of the question
threshold-decide = which cause the replays name
threshold-gates = what limits or forbids a verdict
threshold-silence = why requests no longer came
threshold-weigh = how findings are weighed and capped
threshold-test = test { $number }, { $title }
threshold-unit-number = number
threshold-unit-time = time
threshold-unit-minutes = minutes
threshold-unit-days = days
threshold-unit-log10 = power of ten
threshold-unit-seed = seed
column-unit = Unit
column-decides = What it decides
column-name = Name
method-validation = Validation: the tool has been tested on { $worlds } simulated worlds of a stated model whose truth is known (reference page “validation”; { $command } plays them again). Of those in which attack was no cause, it was named in { $accused }; causes were named rightly in { $right }; Cllr { $cllr }. Each incident has the figures for its conditions. They are about the simulator's worlds: no public collection of adjudicated outages exists, and no error rate is known for real incidents.
method-validation-none = Validation: this program carries no figures of simulated worlds, and no error rate is known for real incidents.
health-title = Clocks and health of the logs
health-intro = What was seen of time stamps and addresses. Lines out of order are usual where servers log when a request ends; a large step back or a long silence is not.
health-caption = State of each exhibit
health-rest = { $n ->
    [one] { $n } more exhibit is in manifest.json.
   *[other] { $n } more exhibits are in manifest.json.
}
column-out-of-order = Out of order
column-step-back = Largest step back
column-silence = Longest silence
column-folds = In hours twice or missing
column-incomplete = Stamps without zone, year or time
column-internal = Internal addresses
reproduce-verdict = Expected SHA-256 of verdict.json
reproduce-verify = Check the files of the case, the exhibits and the verdict at once:
contrary-title = What speaks against it
contrary-intro = Every finding that speaks against “{ $hypothesis }”, or for an explanation set aside more than for it, strongest first:
sensitivity-title = How far it leans on one kind of evidence
sensitivity-intro = The findings weighed again without each family of tests. Replays and gates are not part of this.
sensitivity-caption = The likeliest explanation without each family
sensitivity-none = nothing (all findings)
sensitivity-changed = { $n ->
    [0] The likeliest explanation stays the same whichever family is left out.
    [one] Without { $n } family another explanation is likeliest: this conclusion leans on it.
   *[other] Without any one of { $n } families another explanation is likeliest: this conclusion leans on each of them.
}
moved-intro = Each bound that can forbid a verdict, halved and then doubled: only the decision is made again, nothing is measured again. Where a share is close to the whole, what it lacks to the whole is halved and doubled; for a probability, its odds.
moved-caption = The cause with other bounds
moved-at = { $cause } ({ $bound })
moved-changed = { $n ->
    [0] With each of these bounds at half or at twice its value, the cause is the same.
    [one] With { $n } of these bounds at half or at twice its value, another cause would be named, or none where there is one now.
   *[other] With { $n } of these bounds at half or at twice their value, another cause would be named, or none where there is one now.
}
unlogged-same = Those turned away before the server writes a line appear in no log. If people had asked for up to { $high } times what was logged of them while it failed, the verdict would be the same: { $low_cause }. { $source }
unlogged-changes = Those turned away before the server writes a line appear in no log. With nothing beyond the logged the verdict is: { $low_cause }. If people had asked for { $from } times what was logged of them while it failed, or more, it would be another; at the upper bound, { $high } times: { $high_cause }. { $source }
unlogged-measured = The upper bound is the peak of the first five minutes afterwards. Logs of what stands before the server, and its counters of refused connections, would narrow it.
unlogged-assumed = The log does not bound it: the factor is a convention. Logs of what stands before the server, and its counters of refused connections, would bound it.
unlogged-none = Nothing could be replayed, so that no bound of unlogged demand was put to the test.
bound-coverage = Lines read as requests
bound-repeated = Requests that several exhibits hold
bound-requests = Requests
bound-failures = Failures
bound-failed_clients = Clients that saw a failure
bound-untold = Requests of senders that cannot be told
bound-fit = Agreement of the replay with the incident (F1)
bound-witnesses = Attack over overload, by findings that do not use the sorting of clients
bound-probability = Probability of what is named
bound-attack_at_all = Probability of attack, named beside overload
bound-sure = Draws of a replay that must agree
column-bound = Bound of
column-measured = Measured
column-asked-for = Bound
column-at-half = At half
column-at-twice = At twice
column-left-out = Left out
column-likeliest = Likeliest explanation
confounders-title = What could be confused
confounders-intro = Things that are easily taken for each other, and what was measured to tell them apart.
confounders-caption = Confounders considered
confounder-not-computable = not computable
confounder-untold = Cannot be told from access logs.
column-confounder = What it may be
column-looks = Looks like
column-asked = What was measured
confounder-shared_addresses = Many people behind one address (school, office, mobile network)
    .looks = one source with a huge rate
confounder-automatic_retries = Programs and pages that try again by themselves
    .looks = regular, repeated requests
confounder-people_reloading = People who reload a failing page
    .looks = a surge after the first failures
confounder-timetable = Timetables, news, opening hours
    .looks = a sharp start, many at once
confounder-crawlers = Search engines and other readers
    .looks = automated load without assets
confounder-cache = Caches emptied or passed by
    .looks = costlier requests, more of them
confounder-lost_backend = A server, database or back end lost
    .looks = failures at any load
confounder-waiting_room = A waiting room or quota page
    .looks = success, or a plateau
confounder-upstream = Network, name service or portal lost
    .looks = demand that vanishes
confounder-load_test = A load test of the operator
    .looks = an attack
confounder-network_flood = A flood below HTTP, or a saturated line
    .looks = nothing, or slow answers

### Validation

count-days = { $n ->
    [0] less than one whole day
    [one] one whole day
   *[other] { $n } whole days
}
rate = { $count } of { $of } ({ $share } [{ $low } … { $high }])
count-of = { $count } of { $of }
validated-otherwise = In { $rate } of the incidents in all worlds another cause was named; in the rest none was, or the incident was not found.
validated-title = How often is the tool right under these conditions?
validated-none = This program carries no figures of simulated worlds.
validated-intro = Measured on simulated worlds of a stated model, whose truth is known by playing each again with one cause removed ({ $command }, judged by afflux { $version }). Worlds whose log was damaged are not among them. Intervals are 95%.
validated-conditions = This incident: format { $format }, { $durations }, { $days } of log before it.
validated-format-unknown = No simulated world has a log of the format { $format }: what that format hides or shows more than others is not measured.
validated-caption = Answers in worlds with the same conditions
validated-answered = Of the simulated incidents that were called “{ $cause }”, { $rate } truly had that cause. How many would in the field depends on how common each cause is there, which nobody knows.
validated-limits = These figures are about a model, whose stories were known when the rules were written. They are not error rates in the field: they have not been measured on real incidents with known truth, of which no public collection exists.
worlds-all = all worlds
worlds-held_out = of stories that no weight was fitted on
worlds-with_durations = with durations
worlds-without_durations = without durations
worlds-format = format { $format }
worlds-both = { $one }, { $other }
history-none = less than one day before
history-one = one day before
history-days = two to six days before
history-week = one to two weeks before
history-weeks = two weeks before or more
column-worlds-like = Worlds
column-worlds = Number
column-accused = Attack wrongly named
column-right = Cause rightly named
column-cllr = Cllr
chart-tippett-misled = Incident { $id }: how often would a ratio of { $ratio } or more for attack mislead? In { $rate } of the simulated incidents without an attack
chart-tippett-missed = Incident { $id }: how often is an attack given a ratio of { $ratio } or less? In { $rate } of the simulated attacks
chart-tippett =
    .description = Share of the simulated incidents ({ $worlds }) whose likelihood ratio for attack is at least as large: solid where an attack was the cause, dashed where something else was. The farther apart the curves, the better the ratio separates; the vertical line is this incident's ratio of { $ratio }. As large without an attack: { $misled }. As small with one: { $missed }.
tippett-here = this incident: { $ratio }
axis-tippett = Share of incidents whose ratio is at least as large
axis-ratio-attack = Likelihood ratio for attack against the other explanations (logarithmic)
legend-attacks = { $n ->
    [one] An attack was the cause (one incident)
   *[other] An attack was the cause ({ $n } incidents)
}
legend-others = { $n ->
    [one] Something else was (one incident)
   *[other] Something else was ({ $n } incidents)
}
legend-here = This incident
column-ratio-least = Ratio at least
column-of-attacks = Of the attacks
column-of-others = Of the others
