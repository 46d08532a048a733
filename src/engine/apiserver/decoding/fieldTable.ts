/**
 * The fields that the API server knows, one type per line: its Go name, then its fields. A field without a type is a
 * string; `i` int32, `l` int64, `b` boolean, `q` quantity, `p` number or string, `t` time, `u` time with microseconds,
 * `$Name` a string with a type of its own, `*` anything; `[]` a list and `{}` a map of the type before it. `!` leaves the
 * type open for fields that are not listed, `^Name` takes over another type's fields.
 *
 * Rarely used sources and everything that only the system writes are left open. Facts of k8s.io/api (v1.34).
 */
export const fieldTable = `
Pod metadata:ObjectMeta spec:PodSpec status:PodStatus
ObjectMeta annotations:{} creationTimestamp:t deletionGracePeriodSeconds:l deletionTimestamp:t finalizers:[] generateName generation:l labels:{} managedFields:* name namespace ownerReferences:OwnerReference[] resourceVersion selfLink uid
OwnerReference apiVersion blockOwnerDeletion:b controller:b kind name uid
PodSpec activeDeadlineSeconds:l affinity:Affinity automountServiceAccountToken:b containers:Container[] dnsConfig:PodDNSConfig dnsPolicy:$DNSPolicy enableServiceLinks:b ephemeralContainers:EphemeralContainer[] hostAliases:HostAlias[] hostIPC:b hostNetwork:b hostPID:b hostUsers:b hostname hostnameOverride imagePullSecrets:LocalObjectReference[] initContainers:Container[] nodeName nodeSelector:{} os:PodOS overhead:q{} preemptionPolicy:$PreemptionPolicy priority:i priorityClassName readinessGates:PodReadinessGate[] resourceClaims:PodResourceClaim[] resources:ResourceRequirements restartPolicy:$RestartPolicy runtimeClassName schedulerName schedulingGates:PodSchedulingGate[] securityContext:PodSecurityContext serviceAccount serviceAccountName setHostnameAsFQDN:b shareProcessNamespace:b subdomain terminationGracePeriodSeconds:l tolerations:Toleration[] topologySpreadConstraints:TopologySpreadConstraint[] volumes:Volume[]
Affinity nodeAffinity:NodeAffinity podAffinity:PodAffinity podAntiAffinity:PodAntiAffinity
NodeAffinity preferredDuringSchedulingIgnoredDuringExecution:PreferredSchedulingTerm[] requiredDuringSchedulingIgnoredDuringExecution:NodeSelector
PreferredSchedulingTerm preference:NodeSelectorTerm weight:i
NodeSelectorTerm matchExpressions:NodeSelectorRequirement[] matchFields:NodeSelectorRequirement[]
NodeSelectorRequirement key operator:$NodeSelectorOperator values:[]
NodeSelector nodeSelectorTerms:NodeSelectorTerm[]
PodAffinity preferredDuringSchedulingIgnoredDuringExecution:WeightedPodAffinityTerm[] requiredDuringSchedulingIgnoredDuringExecution:PodAffinityTerm[]
WeightedPodAffinityTerm podAffinityTerm:PodAffinityTerm weight:i
PodAffinityTerm labelSelector:LabelSelector matchLabelKeys:[] mismatchLabelKeys:[] namespaceSelector:LabelSelector namespaces:[] topologyKey
LabelSelector matchExpressions:LabelSelectorRequirement[] matchLabels:{}
LabelSelectorRequirement key operator:$LabelSelectorOperator values:[]
PodAntiAffinity preferredDuringSchedulingIgnoredDuringExecution:WeightedPodAffinityTerm[] requiredDuringSchedulingIgnoredDuringExecution:PodAffinityTerm[]
Container args:[] command:[] env:EnvVar[] envFrom:EnvFromSource[] image imagePullPolicy:$PullPolicy lifecycle:Lifecycle livenessProbe:Probe name ports:ContainerPort[] readinessProbe:Probe resizePolicy:ContainerResizePolicy[] resources:ResourceRequirements restartPolicy:$ContainerRestartPolicy restartPolicyRules:* securityContext:SecurityContext startupProbe:Probe stdin:b stdinOnce:b terminationMessagePath terminationMessagePolicy:$TerminationMessagePolicy tty:b volumeDevices:VolumeDevice[] volumeMounts:VolumeMount[] workingDir
EnvVar name value valueFrom:EnvVarSource
EnvVarSource configMapKeyRef:ConfigMapKeySelector fieldRef:ObjectFieldSelector fileKeyRef:* resourceFieldRef:ResourceFieldSelector secretKeyRef:SecretKeySelector
ConfigMapKeySelector key name optional:b
ObjectFieldSelector apiVersion fieldPath
ResourceFieldSelector containerName divisor:q resource
SecretKeySelector key name optional:b
EnvFromSource configMapRef:ConfigMapEnvSource prefix secretRef:SecretEnvSource
ConfigMapEnvSource name optional:b
SecretEnvSource name optional:b
Lifecycle postStart:LifecycleHandler preStop:LifecycleHandler stopSignal
LifecycleHandler exec:ExecAction httpGet:HTTPGetAction sleep:SleepAction tcpSocket:TCPSocketAction
ExecAction command:[]
HTTPGetAction host httpHeaders:HTTPHeader[] path port:p scheme:$URIScheme
HTTPHeader name value
SleepAction seconds:l
TCPSocketAction host port:p
Probe exec:ExecAction failureThreshold:i grpc:GRPCAction httpGet:HTTPGetAction initialDelaySeconds:i periodSeconds:i successThreshold:i tcpSocket:TCPSocketAction terminationGracePeriodSeconds:l timeoutSeconds:i
GRPCAction port:i service
ContainerPort containerPort:i hostIP hostPort:i name protocol:$Protocol
ContainerResizePolicy resourceName restartPolicy
ResourceRequirements claims:ResourceClaim[] limits:q{} requests:q{}
ResourceClaim name request
SecurityContext allowPrivilegeEscalation:b appArmorProfile:AppArmorProfile capabilities:Capabilities privileged:b procMount readOnlyRootFilesystem:b runAsGroup:l runAsNonRoot:b runAsUser:l seLinuxOptions:SELinuxOptions seccompProfile:SeccompProfile windowsOptions:*
AppArmorProfile localhostProfile type
Capabilities add:[] drop:[]
SELinuxOptions level role type user
SeccompProfile localhostProfile type
VolumeDevice devicePath name
VolumeMount mountPath mountPropagation:$MountPropagationMode name readOnly:b recursiveReadOnly subPath subPathExpr
PodDNSConfig nameservers:[] options:PodDNSConfigOption[] searches:[]
PodDNSConfigOption name value
EphemeralContainer ^Container targetContainerName
HostAlias hostnames:[] ip
LocalObjectReference name
PodOS name
PodReadinessGate conditionType
PodResourceClaim name resourceClaimName resourceClaimTemplateName
PodSchedulingGate name
PodSecurityContext appArmorProfile:AppArmorProfile fsGroup:l fsGroupChangePolicy runAsGroup:l runAsNonRoot:b runAsUser:l seLinuxChangePolicy seLinuxOptions:SELinuxOptions seccompProfile:SeccompProfile supplementalGroups:l[] supplementalGroupsPolicy sysctls:Sysctl[] windowsOptions:*
Sysctl name value
Toleration effect:$TaintEffect key operator:$TolerationOperator tolerationSeconds:l value
TopologySpreadConstraint labelSelector:LabelSelector matchLabelKeys:[] maxSkew:i minDomains:i nodeAffinityPolicy nodeTaintsPolicy topologyKey whenUnsatisfiable:$UnsatisfiableConstraintAction
Volume awsElasticBlockStore:AWSElasticBlockStoreVolumeSource azureDisk:* azureFile:* cephfs:* cinder:* configMap:ConfigMapVolumeSource csi:CSIVolumeSource downwardAPI:DownwardAPIVolumeSource emptyDir:EmptyDirVolumeSource ephemeral:EphemeralVolumeSource fc:* flexVolume:* flocker:* gcePersistentDisk:GCEPersistentDiskVolumeSource gitRepo:* glusterfs:* hostPath:HostPathVolumeSource image:ImageVolumeSource iscsi:* name nfs:NFSVolumeSource persistentVolumeClaim:PersistentVolumeClaimVolumeSource photonPersistentDisk:* portworxVolume:* projected:ProjectedVolumeSource quobyte:* rbd:* scaleIO:* secret:SecretVolumeSource storageos:* vsphereVolume:*
AWSElasticBlockStoreVolumeSource fsType partition:i readOnly:b volumeID
ConfigMapVolumeSource defaultMode:i items:KeyToPath[] name optional:b
KeyToPath key mode:i path
CSIVolumeSource driver fsType nodePublishSecretRef:LocalObjectReference readOnly:b volumeAttributes:{}
DownwardAPIVolumeSource defaultMode:i items:DownwardAPIVolumeFile[]
DownwardAPIVolumeFile fieldRef:ObjectFieldSelector mode:i path resourceFieldRef:ResourceFieldSelector
EmptyDirVolumeSource medium:$StorageMedium sizeLimit:q
EphemeralVolumeSource volumeClaimTemplate:PersistentVolumeClaimTemplate
PersistentVolumeClaimTemplate metadata:ObjectMeta spec:PersistentVolumeClaimSpec
PersistentVolumeClaimSpec accessModes:[] dataSource:TypedLocalObjectReference dataSourceRef:TypedObjectReference resources:VolumeResourceRequirements selector:LabelSelector storageClassName volumeAttributesClassName volumeMode:$PersistentVolumeMode volumeName
TypedLocalObjectReference apiGroup kind name
TypedObjectReference apiGroup kind name namespace
VolumeResourceRequirements limits:q{} requests:q{}
GCEPersistentDiskVolumeSource fsType partition:i pdName readOnly:b
HostPathVolumeSource path type
ImageVolumeSource pullPolicy reference
NFSVolumeSource path readOnly:b server
PersistentVolumeClaimVolumeSource claimName readOnly:b
ProjectedVolumeSource defaultMode:i sources:VolumeProjection[]
VolumeProjection clusterTrustBundle:* configMap:ConfigMapProjection downwardAPI:DownwardAPIProjection podCertificate:* secret:SecretProjection serviceAccountToken:ServiceAccountTokenProjection
ConfigMapProjection items:KeyToPath[] name optional:b
DownwardAPIProjection items:DownwardAPIVolumeFile[]
SecretProjection items:KeyToPath[] name optional:b
ServiceAccountTokenProjection audience expirationSeconds:l path
SecretVolumeSource defaultMode:i items:KeyToPath[] optional:b secretName
PodStatus !
Node metadata:ObjectMeta spec:NodeSpec status:NodeStatus
NodeSpec configSource:* externalID podCIDR podCIDRs:[] providerID taints:Taint[] unschedulable:b
Taint effect:$TaintEffect key timeAdded:t value
NodeStatus ! capacity:q{} allocatable:q{}
Namespace metadata:ObjectMeta spec:NamespaceSpec status:*
NamespaceSpec finalizers:[]
Service metadata:ObjectMeta spec:ServiceSpec status:*
ServiceSpec allocateLoadBalancerNodePorts:b clusterIP clusterIPs:[] externalIPs:[] externalName externalTrafficPolicy healthCheckNodePort:i internalTrafficPolicy ipFamilies:[] ipFamilyPolicy loadBalancerClass loadBalancerIP loadBalancerSourceRanges:[] ports:ServicePort[] publishNotReadyAddresses:b selector:{} sessionAffinity sessionAffinityConfig:* trafficDistribution type:$ServiceType
ServicePort appProtocol name nodePort:i port:i protocol:$Protocol targetPort:p
ConfigMap binaryData:{} data:{} immutable:b metadata:ObjectMeta
Secret data:{} immutable:b metadata:ObjectMeta stringData:{} type
ServiceAccount automountServiceAccountToken:b imagePullSecrets:LocalObjectReference[] metadata:ObjectMeta secrets:*
PersistentVolume metadata:ObjectMeta spec:PersistentVolumeSpec status:*
PersistentVolumeSpec accessModes:[] awsElasticBlockStore:AWSElasticBlockStoreVolumeSource azureDisk:* azureFile:* capacity:q{} cephfs:* cinder:* claimRef:* csi:* fc:* flexVolume:* flocker:* gcePersistentDisk:GCEPersistentDiskVolumeSource glusterfs:* hostPath:HostPathVolumeSource iscsi:* local:LocalVolumeSource mountOptions:[] nfs:NFSVolumeSource nodeAffinity:VolumeNodeAffinity persistentVolumeReclaimPolicy photonPersistentDisk:* portworxVolume:* quobyte:* rbd:* scaleIO:* storageClassName storageos:* volumeAttributesClassName volumeMode:$PersistentVolumeMode vsphereVolume:*
LocalVolumeSource fsType path
VolumeNodeAffinity required:NodeSelector
PersistentVolumeClaim metadata:ObjectMeta spec:PersistentVolumeClaimSpec status:*
ResourceQuota metadata:ObjectMeta spec:ResourceQuotaSpec status:*
ResourceQuotaSpec hard:q{} scopeSelector:ScopeSelector scopes:[]
ScopeSelector matchExpressions:ScopedResourceSelectorRequirement[]
ScopedResourceSelectorRequirement operator scopeName values:[]
LimitRange metadata:ObjectMeta spec:LimitRangeSpec
LimitRangeSpec limits:LimitRangeItem[]
LimitRangeItem default:q{} defaultRequest:q{} max:q{} maxLimitRequestRatio:q{} min:q{} type
ReplicationController metadata:ObjectMeta spec:ReplicationControllerSpec status:*
ReplicationControllerSpec minReadySeconds:i replicas:i selector:{} template:PodTemplateSpec
PodTemplateSpec metadata:ObjectMeta spec:PodSpec
Deployment metadata:ObjectMeta spec:DeploymentSpec status:*
DeploymentSpec minReadySeconds:i paused:b progressDeadlineSeconds:i replicas:i revisionHistoryLimit:i selector:LabelSelector strategy:DeploymentStrategy template:PodTemplateSpec
DeploymentStrategy rollingUpdate:RollingUpdateDeployment type
RollingUpdateDeployment maxSurge:p maxUnavailable:p
ReplicaSet metadata:ObjectMeta spec:ReplicaSetSpec status:*
ReplicaSetSpec minReadySeconds:i replicas:i selector:LabelSelector template:PodTemplateSpec
StatefulSet metadata:ObjectMeta spec:StatefulSetSpec status:*
StatefulSetSpec minReadySeconds:i ordinals:StatefulSetOrdinals persistentVolumeClaimRetentionPolicy:StatefulSetPersistentVolumeClaimRetentionPolicy podManagementPolicy replicas:i revisionHistoryLimit:i selector:LabelSelector serviceName template:PodTemplateSpec updateStrategy:StatefulSetUpdateStrategy volumeClaimTemplates:* kind metadata:ObjectMeta spec:PersistentVolumeClaimSpec status:*
StatefulSetOrdinals start:i
StatefulSetPersistentVolumeClaimRetentionPolicy whenDeleted whenScaled
StatefulSetUpdateStrategy rollingUpdate:RollingUpdateStatefulSetStrategy type
RollingUpdateStatefulSetStrategy maxUnavailable:p partition:i
DaemonSet metadata:ObjectMeta spec:DaemonSetSpec status:*
DaemonSetSpec minReadySeconds:i revisionHistoryLimit:i selector:LabelSelector template:PodTemplateSpec updateStrategy:DaemonSetUpdateStrategy
DaemonSetUpdateStrategy rollingUpdate:RollingUpdateDaemonSet type
RollingUpdateDaemonSet maxSurge:p maxUnavailable:p
Job metadata:ObjectMeta spec:JobSpec status:*
JobSpec activeDeadlineSeconds:l backoffLimit:i backoffLimitPerIndex:i completionMode completions:i managedBy manualSelector:b maxFailedIndexes:i parallelism:i podFailurePolicy:* podReplacementPolicy selector:LabelSelector successPolicy:* suspend:b template:PodTemplateSpec ttlSecondsAfterFinished:i
CronJob metadata:ObjectMeta spec:CronJobSpec status:*
CronJobSpec concurrencyPolicy failedJobsHistoryLimit:i jobTemplate:JobTemplateSpec schedule startingDeadlineSeconds:i successfulJobsHistoryLimit:i suspend:b timeZone
JobTemplateSpec metadata:ObjectMeta spec:JobSpec
PodDisruptionBudget metadata:ObjectMeta spec:PodDisruptionBudgetSpec status:*
PodDisruptionBudgetSpec maxUnavailable:p minAvailable:p selector:LabelSelector unhealthyPodEvictionPolicy
PriorityClass description globalDefault:b metadata:ObjectMeta preemptionPolicy:$PreemptionPolicy value:i
StorageClass allowVolumeExpansion:b allowedTopologies:TopologySelectorTerm[] metadata:ObjectMeta mountOptions:[] parameters:{} provisioner reclaimPolicy volumeBindingMode
TopologySelectorTerm matchLabelExpressions:TopologySelectorLabelRequirement[]
TopologySelectorLabelRequirement key values:[]
Ingress metadata:ObjectMeta spec:IngressSpec status:*
IngressSpec defaultBackend:IngressBackend ingressClassName rules:IngressRule[] tls:IngressTLS[]
IngressBackend resource:TypedLocalObjectReference service:IngressServiceBackend
IngressServiceBackend name port:ServiceBackendPort
ServiceBackendPort name number:i
IngressRule host http:HTTPIngressRuleValue
HTTPIngressRuleValue paths:HTTPIngressPath[]
HTTPIngressPath backend:IngressBackend path pathType
IngressTLS hosts:[] secretName
IngressClass metadata:ObjectMeta spec:IngressClassSpec
IngressClassSpec controller parameters:IngressClassParametersReference
IngressClassParametersReference apiGroup kind name namespace scope
NetworkPolicy metadata:ObjectMeta spec:NetworkPolicySpec
NetworkPolicySpec egress:NetworkPolicyEgressRule[] ingress:NetworkPolicyIngressRule[] podSelector:LabelSelector policyTypes:[]
NetworkPolicyEgressRule ports:NetworkPolicyPort[] to:NetworkPolicyPeer[]
NetworkPolicyPort endPort:i port:p protocol:$Protocol
NetworkPolicyPeer ipBlock:IPBlock namespaceSelector:LabelSelector podSelector:LabelSelector
IPBlock cidr except:[]
NetworkPolicyIngressRule from:NetworkPolicyPeer[] ports:NetworkPolicyPort[]
HorizontalPodAutoscaler metadata:ObjectMeta spec:HorizontalPodAutoscalerSpec status:*
HorizontalPodAutoscalerSpec behavior:* maxReplicas:i metrics:* minReplicas:i scaleTargetRef:CrossVersionObjectReference
CrossVersionObjectReference apiVersion kind name
Lease metadata:ObjectMeta spec:LeaseSpec
LeaseSpec acquireTime:u holderIdentity leaseDurationSeconds:i leaseTransitions:i preferredHolder renewTime:u strategy
RuntimeClass handler metadata:ObjectMeta overhead:Overhead scheduling:Scheduling
Overhead podFixed:q{}
Scheduling nodeSelector:{} tolerations:Toleration[]
`;
