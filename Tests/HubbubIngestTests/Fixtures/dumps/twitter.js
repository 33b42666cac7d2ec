window.YTD.tweets.part0 = [
 {
  "tweet": {
   "id_str": "1700",
   "id": "1700",
   "source": "<a href=\"x\">Web</a>",
   "entities": {
    "user_mentions": [],
    "urls": []
   },
   "favorite_count": "0",
   "created_at": "Tue Mar 10 09:00:00 +0000 2026",
   "full_text": "The new kettle boils too slowly for a whole crew.",
   "lang": "en"
  }
 },
 {
  "tweet": {
   "id_str": "1701",
   "id": "1701",
   "source": "<a href=\"x\">Web</a>",
   "entities": {
    "user_mentions": [],
    "urls": []
   },
   "favorite_count": "1",
   "created_at": "Tue Mar 10 09:01:00 +0000 2026",
   "full_text": "Descale it first, that doubled the speed of mine.",
   "lang": "en",
   "in_reply_to_status_id_str": "1700",
   "in_reply_to_status_id": "1700"
  }
 },
 {
  "tweet": {
   "id_str": "1702",
   "id": "1702",
   "source": "<a href=\"x\">Web</a>",
   "entities": {
    "user_mentions": [],
    "urls": []
   },
   "favorite_count": "2",
   "created_at": "Tue Mar 10 09:02:00 +0000 2026",
   "full_text": "Mine never slowed down, what water do you have?",
   "lang": "en",
   "in_reply_to_status_id_str": "1700",
   "in_reply_to_status_id": "1700"
  }
 },
 {
  "tweet": {
   "id_str": "1703",
   "id": "1703",
   "source": "<a href=\"x\">Web</a>",
   "entities": {
    "user_mentions": [],
    "urls": []
   },
   "favorite_count": "3",
   "created_at": "Tue Mar 10 09:03:00 +0000 2026",
   "full_text": "Very hard water, from the old well.",
   "lang": "en",
   "in_reply_to_status_id_str": "1700",
   "in_reply_to_status_id": "1700"
  }
 }
]
