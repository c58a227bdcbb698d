"""Notes of an invented candidate, true sentences about her, and corruptions of them.

True ones say the same in other words. Each corruption changes one thing: the number, the unit,
the subject, the story a figure belongs to, the client, the result, or its direction.
"""

NOTES = """---
title: "stories"
tags: [behavioural]
---

## Ownership
1. Tell me about a product you owned from start to finish.
    1. S: Nurses at Harbour Clinic re-keyed every referral by hand, and it took 9 minutes a referral.
    2. T: I had one quarter to find out whether a shared intake form could replace the fax queue.
    3. A: I interviewed 14 nurses, mapped the handoffs and wrote the first spec. I picked 3 pilot clinics.
    4. R: Shipped the intake form to 42 clinics in March 2024. Time per referral fell from 9 to 4 minutes.
        1. Weekly active nurses grew by 35%.
2. Tell me about a conflict with an engineer.
    - S: Our staff engineer, Tomas Reyes, wanted to rewrite the Kestrel scheduler before launch.
    - T: Keep the launch date of 12 May without burning the team.
    - A: I ran a two-day spike with 6 engineers and compared p99 latency against the old path.
    - R: We cut p99 latency from 1.5 s to 600 ms and launched on 12 May. Nobody worked weekends.
3. Tell me about a failure.
    - S: At Lumen Freight I launched a pricing page without talking to the sales team.
    - R: Trial conversion dropped by 15% in two weeks.
    I rolled the page back and we did not recover the quarter.
    - R: After a second test, conversion rose 8%, and 1,200 accounts moved to the new plan.

## Prioritisation
4. How do you decide what to build?
    - S: Lumen Freight had 60 open requests from 5 key customers and a team of 8.
    - A: I scored them with RICE and cut the list to 12 requests.
    - R: We delivered 10 of them within six months; support tickets went down by 28%.
    - Saved $1.2M a year in carrier fees. Gross margin went up 4 percentage points.
5. Tell me about influencing without authority.
    - S: The data team at Orchard Bank kept 7 dashboards that nobody trusted.
    - A: I paired with the analyst and retired 4 dashboards.
    - R: Report preparation went from three days to 5 hours. I was promoted to senior PM in 2023.
    - Half of the branch managers adopted the new report in the first month.
6. Tell me about mentoring.
    - I mentored two junior PMs; both were promoted within 18 months.
    - Our NPS moved from 31 to 52.
    - Built an on-call rota for 11 people and halved the number of pages.
"""

TRUE = """
It took 9 minutes per referral when I started.
Nurses at Harbour Clinic had to re-key each referral by hand.
I interviewed 14 nurses and wrote the first spec.
I interviewed fourteen nurses before I wrote anything.
We picked three pilot clinics.
I shipped the intake form to 42 clinics in March 2024.
We launched the intake form in 42 clinics.
Time per referral fell from 9 to 4 minutes.
Referral time went from nine minutes to four.
Referral time went from 9 minutes to 4 minutes, a drop of 5 minutes.
Weekly active nurses grew by 35 percent.
That grew weekly active nurses 35%.
I had one quarter to test the shared intake form.
Our staff engineer Tomas Reyes wanted to rewrite the Kestrel scheduler.
Tomas and I disagreed about the scheduler.
Tomas Reyes pushed for a rewrite of Kestrel.
I ran a 2-day spike with six engineers.
The spike took two days and 6 engineers.
We cut p99 latency from 1,500 ms to 600 ms.
We cut p99 latency from 1.5 seconds to 0.6 s.
We launched on 12 May.
Latency at p99 went from 1500 ms to 600 ms, which is a 60% cut.
At Lumen Freight I launched a pricing page too early.
I launched a pricing page at Lumen Freight without asking the sales team.
Trial conversion dropped by 15% in two weeks.
Trial conversion fell 15 % within 14 days.
I rolled the page back.
After a second test conversion rose by 8%.
1,200 accounts moved to the new plan.
1.2k accounts moved to the new plan.
We had 60 open requests from five key customers.
Lumen Freight had sixty open requests.
I had a team of 8.
There were 60 requests and 5 customers asking.
I cut the list to 12 requests using RICE.
I used RICE to cut the list to a dozen requests.
We delivered 10 requests within six months.
We delivered ten of them in 6 months.
Support tickets went down by 28%.
Support tickets fell 28 percent.
We saved $1.2 million a year in carrier fees.
We saved $1,200,000 a year in carrier fees.
Gross margin went up by 4 percentage points.
Gross margin rose 4 points.
Orchard Bank had 7 dashboards nobody trusted.
The data team at Orchard Bank kept seven dashboards.
I retired 4 dashboards with the analyst.
I retired four of the dashboards.
Report preparation went from three days to five hours.
Preparing the report went from 3 days to 5 hours.
I was promoted to senior PM in 2023.
In 2023 I was promoted to senior PM.
50% of the branch managers adopted the new report.
Half of branch managers adopted the report in the first month.
I mentored two junior PMs.
I mentored 2 junior PMs, and both were promoted within 18 months.
Both junior PMs were promoted within a year and a half, that is 18 months.
NPS moved from 31 to 52.
Our NPS went from 31 to 52, up 21.
I built an on-call rota for 11 people.
The rota covered eleven people.
I halved the number of pages.
We cut the number of pages by 50%.
So I asked myself two things: who hurts most, and what can we ship first.
There are three parts to my answer.
First, I would talk to the nurses, then I'd map the handoffs.
If I did it again, I would ship a smaller pilot.
I'd clarify the goal, and then I would diagnose the problem.
One thing I learned is to ask earlier.
What would you want this role to own?
My first step would be to define the user.
I want to hear how you think about trade-offs.
I kept latency versus cost in view the whole time.
I mapped the handoffs and wrote the spec.
I compared p99 latency with the old path.
The result was [your result: what changed, with a number].
We reached [your number: users after launch] users.
Nobody worked weekends.
The analyst and I worked together on it.
I talked to PMs, and to the CEO.
""".strip().splitlines()

CORRUPT = {
    "number": """
It took 12 minutes per referral when I started.
I interviewed 40 nurses and wrote the first spec.
I interviewed fifteen nurses before I wrote anything.
We picked five pilot clinics.
I shipped the intake form to 420 clinics.
I shipped the intake form to 48 clinics in March 2024.
Time per referral fell from 9 to 3 minutes.
Time per referral fell from 10 to 4 minutes.
Weekly active nurses grew by 53%.
Weekly active nurses grew by 40%.
Weekly active nurses grew by 350%.
I ran a three-day spike with 6 engineers.
I ran a two-day spike with 16 engineers.
We cut p99 latency from 2 s to 600 ms.
We cut p99 latency from 1.5 s to 400 ms.
We launched on 21 May.
Trial conversion dropped by 40% in two weeks.
Trial conversion dropped by 1.5% in two weeks.
Conversion rose 18% after a second test.
12,000 accounts moved to the new plan.
1,250 accounts moved to the new plan.
Lumen Freight had 600 open requests.
We had 60 open requests from 15 key customers.
I had a team of 18.
I cut the list to 20 requests.
We delivered 30 requests within six months.
We delivered 10 of them within nine months.
Support tickets went down by 82%.
Support tickets went down by nearly 30%.
Saved $12M a year in carrier fees.
Saved $1.5M a year in carrier fees.
Gross margin went up 14 percentage points.
Orchard Bank kept 17 dashboards.
I retired six dashboards.
Report preparation went from three days to two hours.
Report preparation went from ten days to 5 hours.
I was promoted to senior PM in 2021.
A third of the branch managers adopted the new report.
75% of the branch managers adopted the new report.
I mentored four junior PMs.
Both were promoted within 8 months.
Our NPS moved from 31 to 72.
Built an on-call rota for 30 people.
I cut the number of pages by 80%.
We doubled weekly active nurses.
Time per referral fell from 9 to 4 minutes, a 90% drop.
We cut p99 latency from 1.5 s to 600 ms, a 75% cut.
I interviewed two hundred nurses.
""",
    "unit": """
It took 9 hours per referral when I started.
Time per referral fell from 9 to 4 hours.
Time per referral fell from 9 to 4 seconds.
Weekly active nurses grew by 35x.
Weekly active nurses grew by 35 percentage points.
I ran a two-week spike with 6 engineers.
We cut p99 latency from 1.5 minutes to 600 ms.
We cut p99 latency from 1.5 s to 600 s.
Trial conversion dropped by 15 percentage points in two weeks.
Trial conversion dropped by 15% in two months.
We delivered 10 of them within six weeks.
Saved 1.2M euros a year in carrier fees.
Saved £1.2M a year in carrier fees.
Gross margin went up 4%.
Gross margin went up $4.
Report preparation went from three weeks to 5 hours.
Report preparation went from three days to 5 minutes.
Both were promoted within 18 weeks.
Support tickets went down by 28 points.
Our NPS moved from 31% to 52%.
Conversion rose 8x after a second test.
I had one year to test the shared intake form.
""",
    "subject": """
I interviewed 14 doctors and wrote the first spec.
I interviewed 14 customers.
We picked three pilot hospitals.
I shipped the intake form to 42 countries.
I shipped the intake form to 42 customers.
Revenue grew by 35%.
Trial conversion grew by 35%.
Retention of weekly visitors grew by 35%.
I ran a spike with 6 designers.
We cut memory use from 1.5 s to 600 ms.
Churn dropped by 15% in two weeks.
Revenue rose 8% after that.
Engagement rose 8% for us.
1,200 developers moved over.
1,200 nurses use it every week.
We had 60 open bugs.
We had 60 engineers.
I managed 5 designers.
I cut the list to 12 suppliers.
Cloud costs went down by 28%.
Onboarding effort went down by 28%.
Saved $1.2M a year in cloud spend.
Raised $1.2M from investors.
Market share went up 4 percentage points.
Orchard Bank had 7 squads.
I retired 4 servers.
Budget approval went from three days to 5 hours.
Half of the customers adopted it.
50% of our users were delighted.
I mentored two engineers.
I managed two teams across regions.
Our CSAT moved from 31 to 52.
Built an on-call rota for 11 countries.
We halved the churn.
We halved the cloud bill.
I hired 11 analysts.
""",
    "story": """
Weekly active nurses grew by 28%.
Weekly active nurses grew by 8%.
Support tickets went down by 15%.
Support tickets went down by 35%.
Trial conversion dropped by 28%.
I shipped the intake form to 60 clinics.
I interviewed 11 nurses.
I interviewed 42 nurses.
Time per referral fell from 31 to 52 minutes.
I retired 14 dashboards.
I ran a spike with 8 engineers.
1,200 clinics use the intake form.
Gross margin went up 28 percentage points.
Report preparation went from 9 to 4 minutes.
Report preparation went from 1.5 s to 600 ms.
Our NPS moved from 9 to 4.
At Orchard Bank we cut p99 latency from three days to 5 hours.
I mentored 6 junior PMs.
The rota covered 14 people.
I had a team of 60.
The list went down to 42 requests.
""",
    "client": """
I worked with Acme Health on the rollout.
Acme asked us for single sign-on.
At Stripe I led the rewrite.
I pitched it to Maria Lopez, our VP of Product.
We won Globex as a customer.
Google's team copied the idea.
I built it together with the Pelican squad.
We rolled it out to Harbour Clinic and Mercy Hospital.
My manager, Priya Nair, backed me.
I took the idea to McKinsey first.
We moved everything onto Snowflake.
It ran on H200 clusters.
I convinced Tomas Muller to wait.
At Lumen Health I launched a pricing page.
At Orchard Freight I retired the dashboards.
The Falcon scheduler was rewritten.
I used the MoSCoW method with the team.
We integrated Salesforce and HubSpot.
Initech renewed because of it.
I presented it in Berlin.
We launched in June.
In 2019 I joined the team.
I flew to Tokyo to meet the users.
Our partner, Blue Heron Labs, helped us.
I showed it to the board of Vandelay.
""",
    "result": """
I was promoted to director.
We won the company's innovation award.
We closed the biggest deal of the year.
I launched a mobile app for patients.
We shipped a machine learning model for triage.
Revenue doubled after that.
I hired a whole new design group.
The bank renewed its contract early.
We beat our closest competitor.
I released the public API on time.
Churn dropped sharply.
Patient satisfaction increased.
We achieved full compliance with the regulator.
I saved the account.
It improved employee morale across the company.
The board approved my budget.
We secured new funding.
I delivered the warehouse migration.
We raised our prices successfully.
The regulator accepted our appeal.
""",
    "reversed": """
Weekly active nurses fell by 35%.
Trial conversion rose by 15% in two weeks.
Support tickets went up by 28%.
Support tickets increased by 28%.
Conversion dropped 8% after a second test.
We increased p99 latency from 600 ms to 1.5 s and launched on 12 May, a rise we grew by 60%.
We recovered the quarter and hit the plan.
""",
}
