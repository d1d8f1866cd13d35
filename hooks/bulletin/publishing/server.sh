# What is done in the folder of the releases, on whichever machine it lies. This text goes into `sh -s -- ACTION FOLDER …`,
# here or by way of ssh, so a server needs a POSIX shell, coreutils, flock and rsync, and nothing of ours.
#
#   FOLDER/.ban-tin             whose folder it is: the address of the site
#   FOLDER/current              a link to the release that is online
#   FOLDER/maps/                the maps that the web server reads; .unread lies there until it has read them
#   FOLDER/releases/ID/         a release. Its files are hard links to those of other releases that have the same ones
#   FOLDER/releases/ID.json     what is recorded of it; a folder without a record is no release yet
#   FOLDER/releases/ID.changed  the paths in which it differs from its base, the release that it was made from
#   FOLDER/releases/TAG.part/   a release on its way; TAG stands for the machine and the project that make it
#   FOLDER/releases/TAG.lists/  its lists: changed.txt, deleted.txt
#
# The exit codes from 60 on have their sentences in words.operating.vi.yml, under publish.codes.
set -eu
umask 022
action=$1 folder=$2
shift 2

enter() { cd "$folder" 2>/dev/null || exit 60; }

lock() {
    exec 9>.lock
    flock -w 60 9 || exit 65
}

current() { [ ! -L current ] || basename "$(readlink current)"; }

switch_to() {
    ln -sfn "releases/$1" .current.new
    mv -T .current.new current
}

# Copies the maps of a release to where the web server reads them.
take_maps() {
    mkdir -p maps
    for map in bai-da-go.map chuyen-huong.map; do
        cmp -s "releases/$1/$map" "maps/$map" && continue
        cp "releases/$1/$map" "maps/.$map.new"
        : >maps/.unread
        mv "maps/.$map.new" "maps/$map"
    done
}

# Asks nginx itself, if there is one, whether it can read the maps of a release. That takes no right of root.
test_maps() {
    nginx=$(PATH="$PATH:/usr/sbin:/sbin" command -v nginx) || return 0
    scratch=$(mktemp -d)
    cat >"$scratch/nginx.conf" <<END
pid "$scratch/pid";
events {}
http {
    access_log off;
    map_hash_max_size 131072;
    map_hash_bucket_size 4096;
    map \$uri \$is_removed { default 0; include "$PWD/releases/$1/bai-da-go.map"; }
    map \$request_uri \$moved_to { default ""; include "$PWD/releases/$1/chuyen-huong.map"; }
}
END
    "$nginx" -t -q -p "$scratch" -e stderr -c "$scratch/nginx.conf" >&2 && tested=0 || tested=66
    rm -rf "$scratch"
    [ "$tested" = 0 ] || exit 66
}

# Makes the web server read its maps again, if it has not read these. What fails is tried again the next time.
reload() {
    [ -e maps/.unread ] || return 0
    [ -z "$1" ] || sh -c "$1" >&2 || exit 67
    rm maps/.unread
}

# Deletes the folders above these paths that have become empty: a web server would answer 403 there, and not 404.
delete_empty_folders() {
    sed -n 's|/[^/]*$||p' "$1" | sort -ru | xargs -r -d '\n' rmdir -p --ignore-fail-on-non-empty -- 2>/dev/null || :
}

case $action in
begin) # SITE TAG: looks whether a release may come here.
    site=$1 tag=$2
    mkdir -p "$folder" 2>/dev/null || exit 60
    enter
    [ -w . ] || exit 61
    if [ ! -e .ban-tin ]; then
        [ -z "$(ls -A)" ] || exit 62
        printf '%s\n' "$site" >.ban-tin || exit 64
    fi
    [ "$(cat .ban-tin)" = "$site" ] || exit 63
    [ -L current ] || [ ! -e current ] || exit 62
    mkdir -p releases || exit 64
    lock
    rm -rf "releases/$tag.part" "releases/$tag.lists"  # left by a run that died
    for name in releases/[0-9]*T*[0-9]; do
        [ ! -d "$name" ] || [ -e "$name.json" ] || rm -rf "$name" "$name.changed"
    done
    ;;
prepare) # TAG BASE OLD JOURNAL…: makes a copy of BASE by hard links; out of OLD, which differs in the JOURNALs only.
    tag=$1 base=$2 old=$3
    shift 3
    enter
    part=releases/$tag.part
    mkdir "releases/$tag.lists" || exit 64
    if [ "$old" ]; then
        for name in "$@"; do cat "releases/$name.changed"; done | sort -u >"releases/$tag.lists/differences"
        rm "releases/$old.json"
        mv "releases/$old" "$part"
        rm "releases/$old.changed"
        rsync -lt --modify-window=-1 --delete-missing-args --link-dest="$PWD/releases/$base/" \
            --files-from="releases/$tag.lists/differences" "releases/$base/" "$part/" >&2 || exit 64
        (cd "$part" && delete_empty_folders "../$tag.lists/differences")
    elif [ "$base" ]; then
        cp -al "releases/$base" "$part" || exit 64
    else
        mkdir "$part" || exit 64
    fi
    ;;
abandon) # TAG
    enter
    rm -rf "releases/$1.part" "releases/$1.lists"
    exit 0
    ;;
switch) # TAG NAME BEFORE RECORD RELOAD OLD…: puts a release online if BEFORE still is, and deletes the OLD ones.
    tag=$1 name=$2 before=$3 record=$4 reload=$5
    shift 5
    enter
    lock
    [ "$(current)" = "$before" ] && [ ! -e "releases/$name.json" ] || exit 65
    part=releases/$tag.part lists=releases/$tag.lists
    (cd "$part" && xargs -r -d '\n' rm -f -- <"../$tag.lists/deleted.txt" && delete_empty_folders "../$tag.lists/deleted.txt")
    : >>"$part/bai-da-go.map" && : >>"$part/chuyen-huong.map"
    rm -rf "releases/$name"  # without a record it was none
    mv "$part" "releases/$name"
    trap 'rm -rf "releases/$name"' EXIT
    test_maps "$name"
    cat "$lists/changed.txt" "$lists/deleted.txt" >"releases/$name.changed" || exit 64
    printf '%s\n' "$record" >"$lists/record" || exit 64
    mv "$lists/record" "releases/$name.json"
    trap - EXIT
    # The pages first, then what leads to them: until nginx knows the map, a moved address has a page of its own.
    switch_to "$name"
    rm -rf "$lists"
    for old in "$@"; do
        rm -f "releases/$old.json"
        rm -rf "releases/$old" "releases/$old.changed"
    done
    take_maps "$name"
    reload "$reload"
    ;;
rollback) # NAME RELOAD: brings another release back.
    enter
    lock
    [ -e "releases/$1.json" ] || exit 68
    test_maps "$1"
    take_maps "$1"  # what leads to newer pages goes first
    reload "$2"
    switch_to "$1"
    ;;
reload) # RELOAD: makes up for a reload that has failed.
    enter
    lock
    reload "$1"
    ;;
list) enter ;;
esac
printf '%s\n' "$(current)"
cd releases 2>/dev/null || exit 0
for record in *.json; do [ ! -d "${record%.json}" ] || cat "$record"; done
