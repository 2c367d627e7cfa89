from pathlib import Path

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("logboek", "0001_begin"),
        ("procrastinate", "0041_post_retry_failed_job"),
    ]
    operations = [migrations.RunSQL(Path(__file__).with_suffix(".sql").read_text("utf-8"))]
