"""Signatures asked for elsewhere: the PDF with the room for them, what went away, what became of it."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('files', '0001_initial'),
        ('handovers', '0010_signing_refusals'),
        ('signing', '0004_digital_signatures'),
    ]

    operations = [
        migrations.CreateModel(
            name='RemoteSignature',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(verbose_name='lần')),
                ('party', models.CharField(choices=[('receiver', 'Đại diện bên nhận'), ('giver', 'Đại diện bên giao'), ('witness', 'Người chứng kiến')], max_length=12, verbose_name='bên')),
                ('signer_name', models.CharField(max_length=200, verbose_name='người ký')),
                ('state', models.CharField(choices=[('waiting', 'Đang chờ chữ ký'), ('answered', 'Đã nhận chữ ký'), ('given_up', 'Đã thôi chờ'), ('lapsed', 'Hết hiệu lực')], default='waiting', max_length=10, verbose_name='tình trạng')),
                ('digest', models.CharField(max_length=64, verbose_name='vân tay gửi đi')),
                ('room_start', models.PositiveIntegerField()),
                ('room_end', models.PositiveIntegerField()),
                ('certificate', models.TextField(blank=True, verbose_name='chứng thư của người ký')),
                ('attributes', models.TextField(blank=True)),
                ('asked_at', models.DateTimeField(verbose_name='gửi lúc')),
                ('asked_by_id', models.BigIntegerField(null=True)),
                ('asked_by_name', models.CharField(max_length=200, verbose_name='người gửi')),
                ('expires_at', models.DateTimeField(verbose_name='chờ đến')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='xong lúc')),
                ('ended_by_name', models.CharField(blank=True, max_length=200, verbose_name='người kết thúc')),
                ('end_reason', models.CharField(blank=True, max_length=300, verbose_name='lý do')),
                ('answer_digest', models.CharField(blank=True, max_length=64, verbose_name='vân tay chữ ký trả về')),
                ('base', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='signing.rendering')),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.storedfile')),
                ('minutes', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='remote_signatures', to='handovers.minutes')),
                ('signature', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='remote', to='signing.signature')),
            ],
            options={
                'verbose_name': 'lượt ký từ xa',
                'verbose_name_plural': 'lượt ký từ xa',
                'ordering': ['minutes_id', 'number'],
                'constraints': [models.UniqueConstraint(fields=('minutes', 'number'), name='remote_number_once', violation_error_message='Lượt ký từ xa này vừa được gửi.'), models.UniqueConstraint(condition=models.Q(('state', 'waiting')), fields=('minutes',), name='one_remote_waits', violation_error_message='Biên bản này đang chờ một chữ ký từ xa.'), models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', True), ('signature__isnull', True), ('state', 'waiting')), models.Q(('ended_at__isnull', False), ('signature__isnull', False), ('state', 'answered'), models.Q(('answer_digest', ''), _negated=True)), models.Q(('ended_at__isnull', False), ('signature__isnull', True), ('state__in', ['given_up', 'lapsed']), models.Q(('end_reason', ''), _negated=True)), _connector='OR'), name='remote_ended_says_how', violation_error_message='Lượt ký từ xa đã xong phải có chữ ký, hoặc lý do thôi chờ.'), models.CheckConstraint(condition=models.Q(models.Q(('signer_name', ''), _negated=True), models.Q(('asked_by_name', ''), _negated=True), models.Q(('digest', ''), _negated=True), ('expires_at__gt', models.F('asked_at'))), name='remote_names_people', violation_error_message='Lượt ký từ xa phải ghi người ký, người gửi và hạn chờ.')],
            },
        ),
    ]
