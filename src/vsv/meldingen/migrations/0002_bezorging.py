from pathlib import Path

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("meldingen", "0001_begin"), ("toegang", "0003_machtigingen")]
    operations = [migrations.RunSQL(Path(__file__).with_suffix(".sql").read_text("utf-8"))]
