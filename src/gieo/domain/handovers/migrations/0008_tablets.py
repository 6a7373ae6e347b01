import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('handovers', '0007_receipts_and_versions'),
        ('signing', '0003_printings_written_once'),
        ('transfers', '0003_invitations'),
    ]

    operations = [
        migrations.CreateModel(
            name='Tablet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(verbose_name='thứ tự')),
                ('name', models.CharField(max_length=120, verbose_name='tên máy')),
                ('state', models.CharField(choices=[('open', 'Đang dùng'), ('closed', 'Đã đóng'), ('lost', 'Đã báo mất')], default='open', max_length=8, verbose_name='tình trạng')),
                ('token_digest', models.CharField(max_length=64, unique=True)),
                ('opened_at', models.DateTimeField(verbose_name='mở lúc')),
                ('opened_by_id', models.BigIntegerField(null=True)),
                ('opened_by_name', models.CharField(max_length=200, verbose_name='người mở')),
                ('behalf_id', models.BigIntegerField(blank=True, null=True)),
                ('sends_until', models.DateTimeField(verbose_name='gửi được đến')),
                ('stocked_at', models.DateTimeField(blank=True, null=True, verbose_name='tải biên bản lúc')),
                ('seen_at', models.DateTimeField(blank=True, null=True, verbose_name='liên lạc lần cuối')),
                ('waiting', models.PositiveIntegerField(default=0, verbose_name='chữ ký chưa gửi, máy báo')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='đóng hoặc mất lúc')),
                ('ended_by_name', models.CharField(blank=True, max_length=200, verbose_name='người đóng hoặc báo mất')),
                ('end_reason', models.CharField(blank=True, max_length=300, verbose_name='lý do')),
                ('conference', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tablets', to='transfers.conference', verbose_name='hội nghị')),
                ('minutes', models.ManyToManyField(related_name='tablets', to='handovers.minutes', verbose_name='biên bản đã tải về')),
            ],
            options={
                'verbose_name': 'máy ký không cần mạng',
                'verbose_name_plural': 'máy ký không cần mạng',
                'ordering': ['conference_id', 'number'],
                'constraints': [models.UniqueConstraint(fields=('conference', 'number'), name='tablet_number_once', violation_error_message='Máy này vừa được mở.'), models.CheckConstraint(condition=models.Q(models.Q(('end_reason', ''), ('ended_at__isnull', True), ('ended_by_name', ''), ('state', 'open')), models.Q(('ended_at__isnull', False), ('state', 'closed'), models.Q(('ended_by_name', ''), _negated=True)), models.Q(('ended_at__isnull', False), ('state', 'lost'), models.Q(('ended_by_name', ''), _negated=True), models.Q(('end_reason', ''), _negated=True)), _connector='OR'), name='tablet_ended_has_reason', violation_error_message='Máy đã đóng hoặc đã báo mất phải có người và giờ; máy đã mất phải có lý do.'), models.CheckConstraint(condition=models.Q(models.Q(('name', ''), _negated=True), models.Q(('opened_by_name', ''), _negated=True)), name='tablet_named', violation_error_message='Máy phải có tên và người mở.')],
            },
        ),
        migrations.CreateModel(
            name='Arrival',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('client_id', models.CharField(max_length=64)),
                ('party', models.CharField(choices=[('receiver', 'Đại diện bên nhận'), ('giver', 'Đại diện bên giao'), ('witness', 'Người chứng kiến')], max_length=12, verbose_name='bên')),
                ('person_name', models.CharField(blank=True, max_length=200, verbose_name='họ tên')),
                ('device_at', models.DateTimeField(verbose_name='ký lúc, theo đồng hồ của máy')),
                ('arrived_at', models.DateTimeField(verbose_name='gửi đến lúc')),
                ('refusal', models.CharField(blank=True, max_length=500, verbose_name='lý do không nhận')),
                ('minutes', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='arrivals', to='handovers.minutes')),
                ('signature', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='arrival', to='signing.signature', verbose_name='chữ ký')),
                ('tablet', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='arrivals', to='handovers.tablet')),
            ],
            options={
                'verbose_name': 'chữ ký máy gửi đến',
                'verbose_name_plural': 'chữ ký máy gửi đến',
                'ordering': ['arrived_at', 'id'],
                'constraints': [models.UniqueConstraint(fields=('tablet', 'client_id'), name='arrival_once', violation_error_message='Chữ ký này máy đã gửi.'), models.CheckConstraint(condition=models.Q(models.Q(('refusal', ''), ('signature__isnull', False)), models.Q(('signature__isnull', True), models.Q(('refusal', ''), _negated=True)), _connector='OR'), name='arrival_taken_or_refused', violation_error_message='Chữ ký gửi đến hoặc được nhận, hoặc có lý do không nhận.'), models.CheckConstraint(condition=models.Q(('party__in', ['giver', 'receiver', 'witness'])), name='arrival_party_known', violation_error_message='Bên ký không có trong danh mục.')],
            },
        ),
    ]
