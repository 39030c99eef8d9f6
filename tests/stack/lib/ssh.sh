# shellcheck shell=bash
# Sourced by stack.sh: the stack's sshd and the client's side of it, with keys that live as long as the stack.
# shellcheck disable=SC2154 # ssh_port is common.sh's

# prepare_ssh FOLDER DIR: writes into FOLDER what will be used as DIR.
prepare_ssh() {
    local folder="$1" dir="$2" host
    mkdir -p "$folder/ssh" "$folder/bin" "$folder/home"
    ssh-keygen -q -t ed25519 -N '' -C stack-host -f "$folder/ssh/host_key"
    ssh-keygen -q -t ed25519 -N '' -C stack-client -f "$folder/ssh/id"
    cp "$folder/ssh/id.pub" "$folder/ssh/authorized_keys"
    printf '[127.0.0.1]:%s %s\n' "$ssh_port" "$(<"$folder/ssh/host_key.pub")" >"$folder/ssh/known_hosts"
    cat >"$folder/ssh/sshd_config" <<END
Port $ssh_port
ListenAddress 127.0.0.1
HostKey $dir/ssh/host_key
PidFile $dir/ssh/sshd.pid
AuthorizedKeysFile $dir/ssh/authorized_keys
PermitRootLogin prohibit-password
PasswordAuthentication no
KbdInteractiveAuthentication no
UsePAM no
StrictModes no
AcceptEnv TITAN_*
MaxStartups 100
Subsystem sftp internal-sftp
SetEnv DOCKER_CONFIG=$dir/docker-config PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
END
    for host in titan titan-shared; do
        cat <<END
Host $host
  HostName 127.0.0.1
  Port $ssh_port
  User root
  IdentityFile $dir/ssh/id
  IdentitiesOnly yes
  IdentityAgent none
  UserKnownHostsFile $dir/ssh/known_hosts
  GlobalKnownHostsFile /dev/null
  StrictHostKeyChecking yes
  BatchMode yes
END
    done >"$folder/ssh/config"
    cat >>"$folder/ssh/config" <<END
  ControlMaster auto
  ControlPath $dir/ssh/%C
  ControlPersist 60
END
    # The docker client runs plain ssh, and ssh ignores HOME: this one, first on PATH, knows the stack's host.
    cat >"$folder/bin/ssh" <<END
#!/bin/sh
exec /usr/bin/ssh -F "$dir/ssh/config" "\$@"
END
    chmod 755 "$folder/bin/ssh"
}
