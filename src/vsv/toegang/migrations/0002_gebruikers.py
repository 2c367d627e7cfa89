from pathlib import Path

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("toegang", "0001_begin"), ("logboek", "0003_beheer"), ("sessions", "0001_initial")]
    operations = [migrations.RunSQL(Path(__file__).with_suffix(".sql").read_text("utf-8"))]
