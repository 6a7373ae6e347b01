"""Results that are public today are no news: only those that become public from now on are put before needs."""

import django.db.models.deletion
from django.db import migrations, models

from gieo.core import clock


def fill(apps, schema_editor):
    public = apps.get_model("results", "Result").objects.filter(access="open", state__in=["registered", "transferable"])
    offering, now = apps.get_model("transfers", "Offering"), clock.now()
    offering.objects.bulk_create(offering(result_id=pk, offered_at=now) for pk in public.values_list("pk", flat=True))


class Migration(migrations.Migration):

    dependencies = [
        ('needs', '0001_initial'),
        ('results', '0006_confirmed'),
        ('transfers', '0008_interests_told'),
    ]

    operations = [
        migrations.CreateModel(
            name='Offering',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('offered_at', models.DateTimeField(verbose_name='lúc')),
                ('result', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, to='results.result', verbose_name='kết quả')),
            ],
            options={
                'verbose_name': 'kết quả mới đã đối chiếu với nhu cầu',
                'verbose_name_plural': 'kết quả mới đã đối chiếu với nhu cầu',
            },
        ),
        migrations.CreateModel(
            name='Suggestion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('told_at', models.DateTimeField(verbose_name='báo lúc')),
                ('told_by_name', models.CharField(max_length=200, verbose_name='người báo')),
                ('by_letter', models.BooleanField(verbose_name='đã gửi thư')),
                ('need', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='suggestions', to='needs.need', verbose_name='nhu cầu')),
                ('result', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='suggestions', to='results.result', verbose_name='kết quả')),
            ],
            options={
                'verbose_name': 'kết quả đã báo cho nhu cầu',
                'verbose_name_plural': 'kết quả đã báo cho nhu cầu',
                'ordering': ['need_id', 'told_at', 'id'],
                'constraints': [models.UniqueConstraint(fields=('need', 'result'), name='suggestion_once', violation_error_message='Đơn vị đã được báo về kết quả này.')],
            },
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
