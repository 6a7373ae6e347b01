import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('files', '0001_initial'),
        ('places', '0002_heirs'),
        ('results', '0003_counted_in_order'),
        ('units', '0002_acts'),
    ]

    operations = [
        migrations.CreateModel(
            name='Claim',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(verbose_name='lần khai')),
                ('state', models.CharField(choices=[('claimed', 'Chờ xác nhận'), ('verified', 'Đã xác nhận'), ('refused', 'Không xác nhận')], db_index=True, default='claimed', max_length=12, verbose_name='tình trạng')),
                ('level', models.CharField(choices=[('received', 'Đã nhận'), ('tried', 'Dùng thử'), ('routine', 'Dùng thường xuyên'), ('extended', 'Đã mở rộng'), ('stopped', 'Đã dừng')], max_length=12, verbose_name='mức')),
                ('on', models.DateField(verbose_name='thấy như vậy ngày')),
                ('since', models.DateField(blank=True, null=True, verbose_name='từ ngày')),
                ('seasons', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='số vụ, số kỳ đã làm')),
                ('push', models.CharField(blank=True, choices=[('spontaneous', 'Tự làm, không được hỗ trợ tiền'), ('subsidised', 'Có tiền hoặc vật tư hỗ trợ')], max_length=12, verbose_name='tự làm hay được hỗ trợ')),
                ('reason', models.CharField(blank=True, choices=[('money', 'Thiếu tiền'), ('people', 'Thiếu người làm'), ('legal', 'Vướng pháp lý'), ('fit', 'Không hợp với nơi này'), ('market', 'Không bán được'), ('season', 'Thời tiết, mùa vụ'), ('other', 'Lý do khác')], max_length=12, verbose_name='vì sao dừng')),
                ('words', models.TextField(blank=True, max_length=2000, verbose_name='kể rõ')),
                ('men', models.PositiveIntegerField(blank=True, null=True, verbose_name='số nam')),
                ('women', models.PositiveIntegerField(blank=True, null=True, verbose_name='số nữ')),
                ('channel', models.CharField(choices=[('desk', 'Đơn vị tự ghi'), ('phone', 'Qua điện thoại'), ('paper', 'Bằng văn bản'), ('visit', 'Cán bộ xuống tận nơi')], max_length=12, verbose_name='cách khai')),
                ('told_by', models.CharField(blank=True, max_length=200, verbose_name='người cho biết')),
                ('claimed_at', models.DateTimeField(verbose_name='khai lúc')),
                ('claimed_by_id', models.BigIntegerField(blank=True, null=True)),
                ('claimed_for_id', models.BigIntegerField(blank=True, null=True)),
                ('claimed_by_name', models.CharField(max_length=200, verbose_name='người khai')),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='xem lúc')),
                ('decided_by_id', models.BigIntegerField(blank=True, null=True)),
                ('decided_by_name', models.CharField(blank=True, max_length=200, verbose_name='người xem')),
                ('refusal', models.CharField(blank=True, max_length=500, verbose_name='lý do không xác nhận')),
                ('good_until', models.DateField(blank=True, null=True, verbose_name='còn giá trị đến hết ngày')),
            ],
            options={
                'verbose_name': 'khai báo ứng dụng',
                'verbose_name_plural': 'khai báo ứng dụng',
                'ordering': ['use_id', '-number'],
                'constraints': [models.CheckConstraint(condition=models.Q(('channel__in', ['desk', 'phone', 'paper', 'visit']), ('level__in', ['received', 'tried', 'routine', 'extended', 'stopped']), ('push__in', ['', 'spontaneous', 'subsidised']), ('state__in', ['claimed', 'verified', 'refused'])), name='claim_words_known', violation_error_message='Tình trạng, mức, cách khai hoặc cách hỗ trợ không có trong danh mục.'), models.CheckConstraint(condition=models.Q(models.Q(('level', 'stopped'), ('reason__in', ['money', 'people', 'legal', 'fit', 'market', 'season', 'other'])), models.Q(models.Q(('level', 'stopped'), _negated=True), ('reason', '')), _connector='OR'), name='claim_stopped_has_reason', violation_error_message='Đã dừng thì phải có lý do; chưa dừng thì không có.'), models.CheckConstraint(condition=models.Q(models.Q(('reason', 'other'), _negated=True), models.Q(('words', ''), _negated=True), _connector='OR'), name='claim_other_reason_said', violation_error_message='Lý do khác thì nói rõ là gì.'), models.CheckConstraint(condition=models.Q(('since__isnull', True), ('since__lte', models.F('on')), _connector='OR'), name='claim_since_before_seen', violation_error_message='Ngày bắt đầu không thể sau ngày thấy như vậy.'), models.CheckConstraint(condition=models.Q(models.Q(('seasons__isnull', True), models.Q(('seasons__gte', 1), ('seasons__lte', 100)), _connector='OR'), models.Q(('men__isnull', True), ('men__lte', 1000000), _connector='OR'), models.Q(('women__isnull', True), ('women__lte', 1000000), _connector='OR')), name='claim_numbers_in_range', violation_error_message='Số vụ từ 1 đến 100; số người nhiều nhất 1.000.000.'), models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', True), ('decided_by_name', ''), ('refusal', ''), ('state', 'claimed')), models.Q(('decided_at__isnull', False), ('refusal', ''), ('state', 'verified'), models.Q(('decided_by_name', ''), _negated=True)), models.Q(('decided_at__isnull', False), ('state', 'refused'), models.Q(('decided_by_name', ''), _negated=True), models.Q(('refusal', ''), _negated=True)), _connector='OR'), name='claim_decided_agrees', violation_error_message='Khai báo đã xem phải có người xem, lúc xem; không xác nhận thì có lý do.'), models.CheckConstraint(condition=models.Q(models.Q(('good_until__isnull', False), ('state', 'verified')), models.Q(('good_until__isnull', True), ('level', 'stopped'), ('state', 'verified')), models.Q(models.Q(('state', 'verified'), _negated=True), ('good_until__isnull', True)), _connector='OR'), name='claim_verified_has_last_day', violation_error_message='Khai báo đã xác nhận phải có ngày hết giá trị; khai báo khác thì không có.'), models.CheckConstraint(condition=models.Q(('decided_by_id__isnull', True), models.Q(models.Q(('claimed_by_id__isnull', True), models.Q(('decided_by_id', models.F('claimed_by_id')), _negated=True), _connector='OR'), models.Q(('claimed_for_id__isnull', True), models.Q(('decided_by_id', models.F('claimed_for_id')), _negated=True), _connector='OR')), _connector='OR'), name='claim_decided_by_another', violation_error_message='Người khai không tự xác nhận.')],
            },
        ),
        migrations.CreateModel(
            name='Use',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('heir_since', models.DateField(blank=True, null=True, verbose_name='nhận tiếp từ ngày')),
                ('code', models.CharField(max_length=20, unique=True, verbose_name='mã')),
                ('illustrative', models.BooleanField(default=False, verbose_name='dữ liệu minh hoạ')),
                ('recorded_at', models.DateTimeField(verbose_name='ghi lúc')),
                ('recorded_by_name', models.CharField(max_length=200, verbose_name='người ghi')),
                ('folded', models.TextField(default='', editable=False)),
                ('heir', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit', verbose_name='đơn vị nhận tiếp')),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.area', verbose_name='nơi ứng dụng')),
                ('product', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='uses', to='results.product', verbose_name='sản phẩm')),
                ('receiver', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='uses', to='units.unit', verbose_name='đơn vị ứng dụng')),
                ('result', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='uses', to='results.result', verbose_name='kết quả')),
            ],
            options={
                'verbose_name': 'nơi ứng dụng',
                'verbose_name_plural': 'nơi ứng dụng',
                'ordering': ['-code'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('heir__isnull', True), ('heir_since__isnull', True)), models.Q(('heir__isnull', False), ('heir_since__isnull', False)), _connector='OR'), name='use_heir_with_day', violation_error_message='Đơn vị nhận tiếp phải kèm ngày nhận.'), models.CheckConstraint(condition=models.Q(models.Q(('product__isnull', True), ('result__isnull', False)), models.Q(('product__isnull', False), ('result__isnull', True)), _connector='OR'), name='use_has_one_subject', violation_error_message='Mỗi nơi ứng dụng là của đúng một kết quả hoặc một sản phẩm.'), models.UniqueConstraint(condition=models.Q(('result__isnull', False)), fields=('result', 'receiver', 'place'), name='use_of_result_once', violation_error_message='Đơn vị này đã có hồ sơ ứng dụng kết quả này ở nơi này.'), models.UniqueConstraint(condition=models.Q(('product__isnull', False)), fields=('product', 'receiver', 'place'), name='use_of_product_once', violation_error_message='Đơn vị này đã có hồ sơ ứng dụng sản phẩm này ở nơi này.')],
            },
        ),
        migrations.CreateModel(
            name='Period',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('level', models.CharField(choices=[('received', 'Đã nhận'), ('tried', 'Dùng thử'), ('routine', 'Dùng thường xuyên'), ('extended', 'Đã mở rộng'), ('stopped', 'Đã dừng')], max_length=12, verbose_name='mức')),
                ('start', models.DateField(verbose_name='từ ngày')),
                ('end', models.DateField(blank=True, null=True, verbose_name='đến hết ngày')),
                ('claim', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='periods', to='uptake.claim')),
                ('use', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='periods', to='uptake.use')),
            ],
            options={
                'verbose_name': 'thời gian ở một mức',
                'verbose_name_plural': 'thời gian ở các mức',
                'ordering': ['use_id', 'start'],
                'constraints': [models.UniqueConstraint(fields=('use', 'start'), name='period_starts_once', violation_error_message='Một nơi ứng dụng chỉ ở một mức vào một ngày.'), models.CheckConstraint(condition=models.Q(('end__isnull', True), ('end__gte', models.F('start')), _connector='OR'), name='period_ends_after_it_begins', violation_error_message='Ngày hết phải từ ngày bắt đầu trở đi.'), models.CheckConstraint(condition=models.Q(('level__in', ['received', 'tried', 'routine', 'extended', 'stopped']), models.Q(('level', 'stopped'), ('end__isnull', False), _connector='OR')), name='period_of_a_level_ends', violation_error_message='Chỉ mức “đã dừng” mới không có ngày hết.')],
            },
        ),
        migrations.AddField(
            model_name='claim',
            name='use',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='claims', to='uptake.use'),
        ),
        migrations.CreateModel(
            name='Effect',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sphere', models.CharField(choices=[('economic', 'Kinh tế'), ('social', 'Xã hội'), ('environmental', 'Môi trường')], max_length=14, verbose_name='loại')),
                ('name', models.CharField(max_length=160, verbose_name='chỉ tiêu')),
                ('unit', models.CharField(max_length=60, verbose_name='đơn vị tính')),
                ('before', models.DecimalField(decimal_places=2, max_digits=16, verbose_name='trước')),
                ('after', models.DecimalField(decimal_places=2, max_digits=16, verbose_name='sau')),
                ('claim', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='effects', to='uptake.claim')),
            ],
            options={
                'verbose_name': 'hiệu quả',
                'verbose_name_plural': 'hiệu quả',
                'ordering': ['claim_id', 'id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('sphere__in', ['economic', 'social', 'environmental']), models.Q(('name', ''), _negated=True), models.Q(('unit', ''), _negated=True)), name='effect_is_named', violation_error_message='Hiệu quả phải có loại, chỉ tiêu và đơn vị tính.')],
            },
        ),
        migrations.CreateModel(
            name='Evidence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('grade', models.CharField(choices=[('statement', 'Lời khai'), ('document', 'Giấy tờ'), ('photograph', 'Ảnh có nơi và ngày'), ('inspection', 'Kiểm tra tại chỗ'), ('third_party', 'Bên thứ ba xác nhận')], max_length=12, verbose_name='bậc')),
                ('on', models.DateField(verbose_name='ngày của bằng chứng')),
                ('words', models.CharField(max_length=400, verbose_name='là gì, của ai')),
                ('claim', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='evidence', to='uptake.claim')),
                ('file', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.storedfile', verbose_name='tệp')),
                ('photograph', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.photograph', verbose_name='ảnh')),
            ],
            options={
                'verbose_name': 'bằng chứng',
                'verbose_name_plural': 'bằng chứng',
                'ordering': ['claim_id', 'id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('grade__in', ['statement', 'document', 'photograph', 'inspection', 'third_party']), models.Q(('words', ''), _negated=True)), name='evidence_is_named', violation_error_message='Bằng chứng phải có bậc và nói rõ là gì, của ai.'), models.CheckConstraint(condition=models.Q(models.Q(('file__isnull', True), ('grade', 'photograph'), ('photograph__isnull', False)), models.Q(models.Q(('grade', 'photograph'), _negated=True), ('photograph__isnull', True)), _connector='OR'), name='evidence_photograph_is_one', violation_error_message='Bằng chứng là ảnh thì phải có ảnh; bằng chứng khác thì kèm tệp.')],
            },
        ),
        migrations.CreateModel(
            name='ExpiryNotice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('days', models.PositiveSmallIntegerField(verbose_name='trước bao nhiêu ngày')),
                ('on', models.DateField(verbose_name='báo ngày')),
                ('claim', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notices', to='uptake.claim')),
            ],
            options={
                'verbose_name': 'lần báo sắp hết hạn',
                'verbose_name_plural': 'các lần báo sắp hết hạn',
                'constraints': [models.UniqueConstraint(fields=('claim', 'days'), name='expiry_told_once', violation_error_message='Lần này đã báo rồi.')],
            },
        ),
        migrations.CreateModel(
            name='Scale',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('measure', models.CharField(choices=[('hectare', 'ha'), ('household', 'hộ'), ('animal', 'con vật nuôi'), ('plant', 'cây'), ('facility', 'cơ sở (trại, trường, trạm, cơ quan)'), ('enterprise', 'doanh nghiệp, hợp tác xã'), ('trained', 'lượt người được tập huấn'), ('installation', 'bản cài đặt, máy, bộ dữ liệu'), ('copy', 'cuốn sách, bản đồ, tài liệu'), ('tonne', 'tấn một năm'), ('visitor', 'lượt khách một năm')], max_length=14, verbose_name='đơn vị đo')),
                ('amount', models.DecimalField(decimal_places=2, max_digits=12, verbose_name='bao nhiêu')),
                ('plot', models.CharField(blank=True, max_length=120, verbose_name='thửa, khu')),
                ('claim', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='scales', to='uptake.claim')),
            ],
            options={
                'verbose_name': 'quy mô',
                'verbose_name_plural': 'quy mô',
                'ordering': ['claim_id', 'id'],
                'constraints': [models.UniqueConstraint(fields=('claim', 'measure', 'plot'), name='scale_once_per_plot', violation_error_message='Một đơn vị đo ghi một lần cho một thửa, khu.'), models.CheckConstraint(condition=models.Q(('amount__gt', 0), ('measure__in', ['hectare', 'household', 'animal', 'plant', 'facility', 'enterprise', 'trained', 'installation', 'copy', 'tonne', 'visitor'])), name='scale_is_positive', violation_error_message='Quy mô phải lớn hơn 0 và có đơn vị đo trong danh mục.')],
            },
        ),
        migrations.AddIndex(
            model_name='period',
            index=models.Index(fields=['start', 'end', 'level'], name='period_on_day'),
        ),
        migrations.AddConstraint(
            model_name='claim',
            constraint=models.UniqueConstraint(fields=('use', 'number'), name='claim_number_once', violation_error_message='Lần khai này vừa được ghi.'),
        ),
        migrations.AddConstraint(
            model_name='claim',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'claimed')), fields=('use',), name='claim_waits_once', violation_error_message='Nơi ứng dụng này còn một khai báo chờ xác nhận.'),
        ),
    ]
