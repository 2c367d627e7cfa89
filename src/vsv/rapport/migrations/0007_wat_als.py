from pathlib import Path

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("rapport", "0006_wijziging")]
    operations = [migrations.RunSQL(Path(__file__).with_suffix(".sql").read_text("utf-8"))]
