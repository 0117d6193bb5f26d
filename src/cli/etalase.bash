# bash completion for etalase(1)

_etalase() {
    local cur prev command="" word i
    cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD - 1]}
    local commands
    commands=$(etalase --help 2>/dev/null | sed -n '/^Commands:/,/^$/s/^  \([a-z]\{1,\}\) .*/\1/p')
    for ((i = 1; i < COMP_CWORD; i++)); do
        word=${COMP_WORDS[i]}
        [[ " ${commands//$'\n'/ } " == *" $word "* ]] && command=$word && break
    done
    # Options are words of their own before and after the = sign.
    [[ $cur == = ]] && cur=
    [[ $prev == = ]] && prev=${COMP_WORDS[COMP_CWORD - 2]}
    case $prev in
    -o | --output) mapfile -t COMPREPLY < <(compgen -d -- "$cur"); return ;;
    --only) mapfile -t COMPREPLY < <(compgen -W "$(etalase layouts 2>/dev/null | cut -d' ' -f1)" -- "$cur"); return ;;
    --from) mapfile -t COMPREPLY < <(compgen -W "$(etalase init x --from none 2>&1 | sed -n 's/^There is://p')" -- "$cur"); return ;;
    --format) mapfile -t COMPREPLY < <(compgen -W "text json" -- "$cur"); return ;;
    --color) mapfile -t COMPREPLY < <(compgen -W "auto always never" -- "$cur"); return ;;
    --report) mapfile -t COMPREPLY < <(compgen -W "fit changes" -- "$cur"); return ;;
    --dump) mapfile -t COMPREPLY < <(compgen -W "nodes event boxes draw" -- "$cur"); return ;;
    --stock) mapfile -t COMPREPLY < <(compgen -W "$(etalase stocks 2>/dev/null | cut -d' ' -f1)" -- "$cur"); return ;;
    --duplex) mapfile -t COMPREPLY < <(compgen -W "long short none" -- "$cur"); return ;;
    --order) mapfile -t COMPREPLY < <(compgen -W "sheets stack" -- "$cur"); return ;;
    --key | --revoked | --list | --log | --event) mapfile -t COMPREPLY < <(compgen -f -- "$cur"); return ;;
    --for | --sort | --start | --copies | --wave | --sheet | --zone | --day | --at | --gate) return ;;
    esac
    if [[ $cur == -* ]]; then
        mapfile -t COMPREPLY < <(compgen -W "$(etalase --help 2>/dev/null | grep -o -- '--[a-z]*=\?')" -- "$cur")
        [[ ${COMPREPLY[0]} == *= ]] && compopt -o nospace
        return
    fi
    case $command in
    "") mapfile -t COMPREPLY < <(compgen -W "$commands" -- "$cur") ;;
    schema | manual) mapfile -t COMPREPLY < <(compgen -W "event layout" -- "$cur") ;;
    layouts)
        if [[ $prev == show ]]; then
            mapfile -t COMPREPLY < <(compgen -W "$(etalase layouts 2>/dev/null | cut -d' ' -f1)" -- "$cur")
        else
            mapfile -t COMPREPLY < <(compgen -W "show words" -- "$cur")
        fi ;;
    stocks)
        if [[ $prev == show || $prev == ruler ]]; then
            mapfile -t COMPREPLY < <(compgen -W "$(etalase stocks 2>/dev/null | cut -d' ' -f1)" -- "$cur")
        else
            mapfile -t COMPREPLY < <(compgen -W "show ruler" -- "$cur")
        fi ;;
    ledger)
        if [[ $prev == ledger ]]; then
            mapfile -t COMPREPLY < <(compgen -W "show check merge" -- "$cur")
        else
            mapfile -t COMPREPLY < <(compgen -f -X '!*.@(yaml|yml|json|ledger)' -- "$cur"; compgen -d -S / -- "$cur")
        fi ;;
    show)
        if [[ $prev == show ]]; then
            mapfile -t COMPREPLY < <(compgen -W "event vendors.first booths.first people.first results.total" -- "$cur")
        else
            mapfile -t COMPREPLY < <(compgen -f -X '!*.@(yaml|yml|json)' -- "$cur"; compgen -d -S / -- "$cur")
            compopt -o nospace
        fi ;;
    init) mapfile -t COMPREPLY < <(compgen -d -- "$cur") ;;
    *)
        mapfile -t COMPREPLY < <(compgen -f -X '!*.@(yaml|yml|json)' -- "$cur"; compgen -d -S / -- "$cur")
        [[ ${COMPREPLY[0]} == */ ]] && compopt -o nospace ;;
    esac
}
complete -F _etalase etalase
