import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0004_delegations'),
    ]

    operations = [
        migrations.CreateModel(
            name='LinkedAccount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('issuer', models.CharField(max_length=200, verbose_name='nơi xác nhận')),
                ('subject', models.CharField(max_length=255, verbose_name='mã của người ấy ở đó')),
                ('linked_at', models.DateTimeField(verbose_name='lúc nối')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='linked_accounts', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'tài khoản được nối',
                'verbose_name_plural': 'tài khoản được nối',
                'constraints': [models.UniqueConstraint(fields=('issuer', 'subject'), name='one_sign_in_per_subject'), models.UniqueConstraint(fields=('user', 'issuer'), name='one_subject_per_sign_in_and_issuer')],
            },
        ),
    ]
