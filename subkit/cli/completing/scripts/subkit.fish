# Completion of subkit's commands, options and values for fish: source this, or put it into ~/.config/fish/completions.
function __subkit_answer
    set -l words (commandline -opc)
    set -l typed (commandline -ct | string unescape)
    if string match --quiet '~*' -- "$typed"
        # Of what a function offers, fish would quote the tilde; of its own it does not.
        __fish_complete_path "$typed"
        return
    end
    set -l answer (_SUBKIT_COMPLETE=fish $words[1] -- $words[2..-1] "$typed" 2>/dev/null)
    string join \n -- $answer[2..-1]
end
complete --command subkit --no-files --keep-order --arguments '(__subkit_answer)'
