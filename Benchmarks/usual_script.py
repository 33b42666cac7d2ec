#!/usr/bin/env python3
"""What people write for this job today: a Stack Exchange dump to themes and sentiment.

    usual_script.py DUMP_FOLDER OUT_FOLDER
"""

import json
import pathlib
import sys

import ftfy
import lxml.etree
import lxml.html
import pandas
from sklearn.cluster import MiniBatchKMeans
from sklearn.feature_extraction.text import TfidfVectorizer
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer


def posts(folder):
    """Id, author, time and text of every post and comment."""
    for name, field in (("Posts.xml", "Body"), ("Comments.xml", "Text")):
        for path in sorted(folder.rglob(name)):
            for _, row in lxml.etree.iterparse(str(path), tag="row", recover=True):
                body = row.get(field) or ""
                if name == "Posts.xml" and body.strip():
                    tree = lxml.html.fromstring(body)
                    for quoted in tree.xpath("//blockquote | //pre"):
                        quoted.drop_tree()
                    body = tree.text_content()
                yield {
                    "id": f"{path}/{row.get('Id')}",
                    "author": row.get("OwnerUserId") or row.get("UserId"),
                    "time": row.get("CreationDate"),
                    "text": ftfy.fix_text(body),
                }
                row.clear()


def main():
    source, out = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    out.mkdir(parents=True, exist_ok=True)
    table = pandas.DataFrame(posts(source))
    matrix = TfidfVectorizer(stop_words="english", min_df=3, max_df=0.5, sublinear_tf=True).fit_transform(
        table["text"]
    )
    table["theme"] = MiniBatchKMeans(n_clusters=12, random_state=0, n_init=3).fit_predict(matrix)
    analyzer = SentimentIntensityAnalyzer()
    table["valence"] = [analyzer.polarity_scores(text)["compound"] for text in table["text"]]
    summary = table.groupby("theme")["valence"].agg(["size", "mean"])
    table.to_csv(out / "posts.csv", index=False)
    (out / "themes.json").write_text(json.dumps(summary.to_dict("index"), default=str))
    print(len(table))


if __name__ == "__main__":
    main()
