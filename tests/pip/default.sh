# default.sh: a proxy, "place", that stands for every host with the wheels pip 99.0
# and setuptools 70.0, and a server, "web", with the same; sourced after
# functions.sh.
. "$top_srcdir/tests/index/servers.sh"
requires openssl version

cd "$tmp"
unset REQUESTS_CA_BUNDLE CURL_CA_BUNDLE SSL_CERT_DIR
export PIP_TIMEOUT=20 PIP_RETRIES=0 PIP_CONFIG_FILE=/dev/null
authority ours
start_proxy place --authority "$tmp/ours.pem"
start_server web
export https_proxy="$proxy" SSL_CERT_FILE="$tmp/ours.crt"

mkdir -p place/site/files
make_wheels place/site/files 'pip 99.0' 'setuptools 70.0'
cp place/site/files/* web/files

make_env () {
  rm -rf env
  : >place/log
  : >web/log
  "$pyvenv" --python "$python" --plugin=setuptools-pip --no-progress "$@" env
}
