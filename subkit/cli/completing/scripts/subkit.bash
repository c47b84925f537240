# Completion of subkit's commands, options and values for bash 4.4 and newer: source this.
_subkit() {
    local answer line
    mapfile -t answer < <(
        _SUBKIT_COMPLETE=bash COMP_LINE=${COMP_LINE:0:COMP_POINT} COMP_WORDBREAKS=$COMP_WORDBREAKS \
            "${1/#\~/$HOME}" 2>/dev/null
    )
    COMPREPLY=()
    for line in "${answer[@]:1}"; do
        line=${line%%$'\t'*}
        [[ $line == */ ]] && compopt -o nospace
        COMPREPLY+=("$line")
    done
    if [[ ${answer[0]-} == files ]]; then
        # Readline quotes what has to be quoted, and ends folders in a slash of its own.
        compopt -o filenames
        COMPREPLY=("${COMPREPLY[@]%/}")
    fi
}
complete -o nosort -F _subkit subkit
