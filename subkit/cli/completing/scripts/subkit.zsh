#compdef subkit
# Completion of subkit's commands, options and values for zsh: source this, or put it into a folder of $fpath as _subkit.
_subkit() {
    local -a answer values shown folders
    local line value
    answer=("${(@f)$(_SUBKIT_COMPLETE=zsh ${(Q)words[1]} -- "${(@Q)words[2,CURRENT-1]}" "${(Q)PREFIX}" 2>/dev/null)}")
    for line in "${(@)answer[2,-1]}"; do
        value=${line%%$'\t'*}
        if [[ $value == */ ]]; then
            folders+=("$value")
        else
            values+=("$value")
            if [[ $line == *$'\t'* ]]; then shown+=("$value  -- ${line#*$'\t'}"); else shown+=("$value"); fi
        fi
    done
    # -U: what fits was decided already; -l: one a line, for what each is stands behind it.
    (( $#values )) && compadd -U -V subkit -l -d shown -a values
    (( $#folders )) && compadd -U -V folders -S '' -a folders
    return $(( $#values + $#folders == 0 ))
}
if [[ $zsh_eval_context[-1] == loadautofunc ]]; then
    _subkit "$@"
else
    (( $+functions[compdef] )) || { autoload -Uz compinit && compinit -D; }
    compdef _subkit subkit
fi
