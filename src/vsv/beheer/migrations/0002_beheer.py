from pathlib import Path

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("beheer", "0001_begin"),
        ("bronnen", "0003_alsnog_genomen"),
        ("klantvolg", "0002_voorstellen"),
        ("logboek", "0004_ketencontrole"),
        ("rapport", "0001_begin"),
        ("toegang", "0002_gebruikers"),
    ]
    operations = [migrations.RunSQL(Path(__file__).with_suffix(".sql").read_text("utf-8"))]
